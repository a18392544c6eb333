import { z } from 'zod';

const MINUTE_MS = 60_000;

/** The configuration of an `opc-ua` data source. `endpointUrl`, or `host`, is all that is needed beside the log-in. */
export const OpcUaConfig = z
  .object({
    endpointUrl: z
      .string()
      .optional()
      .meta({
        title: 'Endpoint URL',
        description: 'Of the server, such as opc.tcp://server:4840. In place of host and port.',
        examples: ['opc.tcp://opc.example.com:4840'],
        address: true,
      }),
    host: z.string().min(1).optional().meta({
      title: 'Host',
      description: 'Where no endpoint URL is given.',
    }),
    port: z.int().min(1).max(65_535).default(4840).meta({ title: 'Port' }),
    securityMode: z.enum(['signAndEncrypt', 'sign', 'none']).default('signAndEncrypt').meta({
      title: 'Security',
      description: 'none: everybody on the way can read and change what is said. Avoid it.',
    }),
    securityPolicy: z
      .enum(['Aes256_Sha256_RsaPss', 'Basic256Sha256', 'Aes128_Sha256_RsaOaep', 'None'])
      .optional()
      .meta({
        title: 'Security policy',
        description: 'Left empty: the best that the server offers.',
      }),
    serverCertificateThumbprint: z.string().optional().meta({
      title: 'Thumbprint of the server’s certificate',
      description:
        'SHA-1 or SHA-256, in hexadecimal. The connection test shows the one that it met; compare it with the server’s.',
    }),
    caFile: z.string().optional().meta({
      title: 'CA certificate file',
      description: 'PEM file of the authority that signed the server’s certificate, or of itself.',
    }),
    trustAnyServerCertificate: z.boolean().default(false).meta({
      title: 'Trust any server certificate',
      description:
        'Anybody on the way could then answer in the server’s place. Pin its thumbprint.',
      weakens: true,
    }),
    authentication: z.enum(['anonymous', 'user', 'certificate']).optional().meta({
      title: 'Log-in',
      description: 'Left empty: by certificate where one is given, by user, otherwise anonymous.',
    }),
    user: z.string().optional().meta({ title: 'User', description: 'A read-only account.' }),
    password: z.string().optional().meta({ title: 'Password', secret: true }),
    userCertificateFile: z.string().optional().meta({
      title: 'User certificate file',
      description: 'PEM or DER, for a log-in by certificate.',
    }),
    userPrivateKeyFile: z.string().optional().meta({
      title: 'User private key file',
      description: 'PEM.',
    }),
    certificateFile: z.string().optional().meta({
      title: 'Plantline’s own certificate file',
      description: 'PEM or DER. Left empty: Plantline makes one and keeps it in its data folder.',
    }),
    privateKeyFile: z.string().optional().meta({
      title: 'Plantline’s own private key file',
      description: 'PEM, with the certificate above.',
    }),
    rootNode: z.string().default('ns=0;i=85').meta({
      title: 'Root node',
      description: 'NodeId where tag names begin; everything below is indexed. Default: Objects.',
    }),
    timeoutMs: z.int().min(100).max(MINUTE_MS).default(8_000).meta({
      title: 'Time limit of a request (ms)',
    }),
    maxConcurrentRequests: z.int().min(1).max(64).default(8).meta({
      title: 'Requests at the same time',
      description: 'Of one question; all questions share one session.',
    }),
    maxNodesPerRequest: z.int().min(1).max(10_000).default(500).meta({
      title: 'Nodes per request at most',
      description: 'Where the server tells a lower limit, that one is kept.',
    }),
    maxTagsPerQuestion: z.int().min(1).max(10_000).default(1_000).meta({
      title: 'Tags per wildcard at most',
    }),
    maxValuesPerTag: z.int().min(1).max(1_000_000).default(100_000).meta({
      title: 'Values per tag of one history at most',
    }),
    publishingIntervalMs: z.int().min(50).max(MINUTE_MS).default(1_000).meta({
      title: 'Interval of subscriptions (ms)',
    }),
    tagIndex: z.boolean().default(true).meta({
      title: 'Index the tags',
      description: 'The address space is browsed in the background, for search and wildcards.',
    }),
    tagIndexRefreshMinutes: z.int().min(1).max(10_080).default(60).meta({
      title: 'Refresh the index every (minutes)',
    }),
    maxIndexedTags: z.int().min(1).max(500_000).default(50_000).meta({
      title: 'Tags in the index at most',
    }),
  })
  .superRefine((config, context) => {
    const problem = problemOf(config);
    if (problem) context.addIssue({ code: 'custom', path: [problem.field], message: problem.text });
  });

export type OpcUaConfig = z.infer<typeof OpcUaConfig>;

type Given = {
  readonly endpointUrl?: string | undefined;
  readonly host?: string | undefined;
  readonly securityMode: string;
  readonly securityPolicy?: string | undefined;
  readonly certificateFile?: string | undefined;
  readonly privateKeyFile?: string | undefined;
};

function problemOf(config: Given): { readonly field: string; readonly text: string } | undefined {
  const { endpointUrl, host, securityMode, securityPolicy } = config;
  if (!endpointUrl && !host)
    return { field: 'endpointUrl', text: 'Give an endpoint URL or a host.' };
  if (endpointUrl && !isEndpointUrl(endpointUrl)) {
    return { field: 'endpointUrl', text: 'Write it like opc.tcp://server:4840.' };
  }
  if (securityPolicy && (securityMode === 'none') !== (securityPolicy === 'None')) {
    return { field: 'securityPolicy', text: 'The policy None goes with the security none only.' };
  }
  if ((config.certificateFile === undefined) !== (config.privateKeyFile === undefined)) {
    return { field: 'privateKeyFile', text: 'A certificate and its private key go together.' };
  }
  return undefined;
}

function isEndpointUrl(text: string): boolean {
  const url = URL.parse(text);
  return url?.protocol === 'opc.tcp:' && url.hostname !== '' && url.username === '';
}
