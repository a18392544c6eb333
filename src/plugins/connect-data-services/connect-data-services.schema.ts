import { z } from 'zod';

/** The configuration of a `connect-data-services` data source. */
export const ConnectDataServicesConfig = z.object({
  baseUrl: z.url({ protocol: /^https?$/ }).meta({
    title: 'Base URL',
    description: 'Of your region, without a path.',
    examples: ['https://euno.datahub.connect.aveva.com'],
  }),
  tenantId: z.string().min(1).meta({ title: 'Tenant ID' }),
  namespaceId: z.string().min(1).meta({ title: 'Namespace ID' }),
  clientId: z.string().min(1).meta({
    title: 'Client ID',
    description: 'Of a client-credentials client whose role may only read.',
  }),
  clientSecret: z.string().min(1).meta({ title: 'Client secret', secret: true }),
  tokenUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({
      title: 'Token URL',
      description: 'Left empty: /identity/connect/token below the base URL.',
      address: true,
    }),
  streamQuery: z
    .string()
    .optional()
    .meta({
      title: 'Streams',
      description:
        'Which ones, in the words of its stream search. Left empty: all of the namespace.',
      examples: ['Id:PI_PLANT1_*'],
    }),
  defaultTag: z.string().optional().meta({
    title: 'Tag for the connection test',
    description: 'Left empty: the first one found.',
  }),
  caFile: z.string().default('').meta({
    title: 'CA certificate file',
    description: 'PEM file, where a proxy of your own is in between.',
  }),
  insecureSkipTlsVerify: z.boolean().default(false).meta({
    title: 'Do not verify the certificate',
    description: 'Anybody on the way could then answer in the server’s place. Prefer a CA file.',
    weakens: true,
  }),
  timeoutMs: z.int().min(100).max(60_000).default(8_000).meta({
    title: 'Time limit of a request (ms)',
  }),
  maxConcurrentRequests: z.int().min(1).max(64).default(16).meta({
    title: 'Requests at the same time',
  }),
  maxTagsPerQuestion: z.int().min(1).max(1_000).default(200).meta({
    title: 'Tags of a question at most',
    description: 'Each is a request of its own.',
  }),
  maxValuesPerTag: z.int().min(1).max(100_000).default(20_000).meta({
    title: 'Values per tag of one history at most',
  }),
  maxStreams: z.int().min(1).max(200_000).default(20_000).meta({ title: 'Streams at most' }),
  refreshMinutes: z.int().min(1).max(10_080).default(60).meta({
    title: 'Look for new streams every (minutes)',
  }),
});

export type ConnectDataServicesConfig = z.infer<typeof ConnectDataServicesConfig>;
