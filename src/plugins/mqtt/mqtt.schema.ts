import { z } from 'zod';

const MINUTE_MS = 60_000;
const DAY_MINUTES = 1_440;

/** What a topic, or many by wildcards, has to say. Several may have the same filter: each takes its part of the message. */
const MappedTopic = z.object({
  filter: z
    .string()
    .min(1)
    .max(1_000)
    .refine(isTopicFilter, 'Write + for one level and # for all that follow, each on its own.')
    .meta({
      title: 'Topic filter',
      description: '+ stands for one level, # at the end for all that follow.',
      examples: ['plant/+/temperature'],
    }),
  tag: z
    .string()
    .min(1)
    .default('{topic}')
    .refine(isTagTemplate, 'Use {topic}, {last}, or {1}, {2}, … for a level of the topic.')
    .meta({
      title: 'Tag name',
      description: '{topic} is the whole topic, {1} its first level, {last} its last one.',
    }),
  format: z.enum(['auto', 'json', 'text']).default('auto').meta({
    title: 'Payload',
    description: 'auto: JSON where a path is given or the payload is an object, otherwise text.',
  }),
  valuePath: z.string().optional().meta({
    title: 'JSONPath of the value',
    description: 'Such as $.value. Left empty: the payload itself, or its field "value".',
  }),
  timestampPath: z.string().optional().meta({
    title: 'JSONPath of the time',
    description: 'ISO 8601, or seconds, milliseconds, … since 1970. Left empty: the arrival.',
  }),
  qualityPath: z.string().optional().meta({
    title: 'JSONPath of the quality',
    description: 'true, "good", or an OPC quality (192 and more is good).',
  }),
  valueType: z.enum(['auto', 'number', 'string', 'boolean']).default('auto').meta({
    title: 'Type of the value',
    description: 'number: what is no number is a bad value.',
  }),
  unit: z.string().optional().meta({ title: 'Unit' }),
  description: z.string().default('').meta({ title: 'Description' }),
  displayDigits: z.int().min(-20).max(20).optional().meta({ title: 'Display digits' }),
  step: z.boolean().default(false).meta({
    title: 'Moves in steps',
    description: 'A value holds until the next, rather than moving to it in a line.',
  }),
  staleAfterSeconds: z.number().positive().optional().meta({
    title: 'Questionable after (seconds)',
    description: 'Without a message for this long, the value is questionable.',
  }),
});

export type MappedTopic = z.infer<typeof MappedTopic>;

/** The configuration of an `mqtt` data source: where the broker is, and which topics or Sparkplug groups are read. */
export const MqttConfig = z
  .object({
    url: z
      .string()
      .optional()
      .meta({
        title: 'URL of the broker',
        description: 'mqtt://, mqtts://, ws:// or wss://. In place of host and port.',
        examples: ['mqtts://broker.example.com:8883'],
        address: true,
      }),
    host: z
      .string()
      .min(1)
      .optional()
      .meta({ title: 'Host', description: 'Where no URL is given.' }),
    port: z.int().min(1).max(65_535).optional().meta({
      title: 'Port',
      description: 'Left empty: 1883, or 8883 with TLS.',
    }),
    tls: z.boolean().default(false).meta({
      title: 'Use TLS',
      description: 'With host and port; a URL says it itself.',
    }),
    user: z.string().optional().meta({
      title: 'User',
      description: 'An account that may subscribe and not publish.',
    }),
    password: z.string().optional().meta({ title: 'Password', secret: true }),
    caFile: z.string().optional().meta({
      title: 'CA certificate file',
      description: 'PEM file of the authority, or of the self-signed certificate itself.',
    }),
    certificateFile: z.string().optional().meta({
      title: 'Client certificate file',
      description: 'PEM, where the broker asks for one.',
    }),
    privateKeyFile: z
      .string()
      .optional()
      .meta({ title: 'Client private key file', description: 'PEM.' }),
    insecureSkipTlsVerify: z.boolean().default(false).meta({
      title: 'Do not verify the certificate',
      description: 'Anybody on the way could then answer in the broker’s place. Prefer a CA file.',
      weakens: true,
    }),
    protocolVersion: z.enum(['3.1.1', '5']).default('3.1.1').meta({ title: 'MQTT version' }),
    clientId: z.string().min(1).max(200).optional().meta({
      title: 'Client id',
      description: 'Nobody else may use it. Left empty: a new one at each connection.',
    }),
    cleanSession: z.boolean().default(true).meta({
      title: 'Clean session',
      description: 'Off: the broker keeps messages while Plantline is away. Needs a client id.',
    }),
    qos: z.int().min(0).max(2).default(1).meta({ title: 'Quality of service (QoS)' }),
    topics: z.array(MappedTopic).max(1_000).default([]).meta({ title: 'Topics' }),
    sparkplugGroups: z
      .array(z.string().min(1).max(200).refine(isLevel, 'A group has no / and no #.'))
      .max(100)
      .default([])
      .meta({
        title: 'Sparkplug B groups',
        description: 'Group ids that are read; + for all. Tags are group/node/device/metric.',
      }),
    keepMinutes: z
      .number()
      .min(0)
      .max(7 * DAY_MINUTES)
      .default(0)
      .meta({
        title: 'Keep values for (minutes)',
        description: 'For history and statistics, in memory only: a restart forgets them. 0: off.',
      }),
    maxKeptValuesPerTag: z.int().min(10).max(100_000).default(5_000).meta({
      title: 'Values kept per tag at most',
    }),
    maxTags: z.int().min(1).max(500_000).default(50_000).meta({
      title: 'Tags at most',
      description: 'What more topics say is left out, and counted.',
    }),
    maxMessageBytes: z.int().min(1_000).max(50_000_000).default(1_000_000).meta({
      title: 'Longest message (bytes)',
      description: 'Longer ones are left out, and counted.',
    }),
    maxTagsPerQuestion: z.int().min(1).max(10_000).default(1_000).meta({
      title: 'Tags per wildcard at most',
    }),
    firstValueWithinMs: z.int().min(0).max(MINUTE_MS).default(2_000).meta({
      title: 'Wait for first values (ms)',
      description: 'After connecting, a question for a tag not known yet waits this long.',
    }),
    timeoutMs: z.int().min(100).max(MINUTE_MS).default(8_000).meta({
      title: 'Time limit of a connection (ms)',
    }),
    keepAliveSeconds: z.int().min(5).max(600).default(30).meta({
      title: 'Keep alive (seconds)',
      description: 'A dead wire is noticed after one and a half times as long.',
    }),
  })
  .superRefine((config, context) => {
    const problem = problemOf(config);
    if (problem) context.addIssue({ code: 'custom', path: [problem.field], message: problem.text });
  });

export type MqttConfig = z.infer<typeof MqttConfig>;

type Given = {
  readonly url?: string | undefined;
  readonly host?: string | undefined;
  readonly clientId?: string | undefined;
  readonly cleanSession: boolean;
  readonly certificateFile?: string | undefined;
  readonly privateKeyFile?: string | undefined;
  readonly topics: readonly unknown[];
  readonly sparkplugGroups: readonly unknown[];
};

function problemOf(config: Given): { readonly field: string; readonly text: string } | undefined {
  const { url, host } = config;
  if (!url && !host) return { field: 'url', text: 'Give a URL or a host.' };
  if (url && !isBrokerUrl(url)) {
    return {
      field: 'url',
      text: 'Write it like mqtts://broker:8883, with user and password in their own fields.',
    };
  }
  if (!config.cleanSession && config.clientId === undefined) {
    return { field: 'clientId', text: 'The broker keeps messages only for a client id.' };
  }
  if ((config.certificateFile === undefined) !== (config.privateKeyFile === undefined)) {
    return { field: 'privateKeyFile', text: 'A certificate and its private key go together.' };
  }
  if (config.topics.length + config.sparkplugGroups.length === 0) {
    return { field: 'topics', text: 'Name at least one topic or Sparkplug group to read.' };
  }
  return undefined;
}

function isBrokerUrl(text: string): boolean {
  const url = URL.parse(text);
  if (!url || url.hostname === '' || url.username !== '' || url.password !== '') return false;
  return ['mqtt:', 'mqtts:', 'ws:', 'wss:'].includes(url.protocol);
}

function isTopicFilter(filter: string): boolean {
  const levels = filter.split('/');
  return levels.every((level, place) => {
    if (level === '#') return place === levels.length - 1;
    return level === '+' || !/[+#\0]/.test(level);
  });
}

function isTagTemplate(template: string): boolean {
  const rest = template.replaceAll(/\{(?:topic|last|[1-9]\d?)\}/g, '');
  return !/[{}]/.test(rest);
}

function isLevel(group: string): boolean {
  return group === '+' || !/[+#/\0]/.test(group);
}
