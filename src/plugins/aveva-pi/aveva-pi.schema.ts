import { z } from 'zod';

const MINUTE_MS = 60_000;

/** A tag described by hand, for a gateway that knows nothing of a tag but its values. */
const DescribedTag = z.object({
  name: z.string().min(1).meta({ title: 'Tag' }),
  description: z.string().default('').meta({ title: 'Description' }),
  unit: z.string().optional().meta({ title: 'Unit' }),
  displayDigits: z.int().min(-20).max(20).optional().meta({ title: 'Display digits' }),
});

/** The configuration of an `aveva-pi` data source. Only `baseUrl` is needed where the server asks no log-in. */
export const AvevaPiConfig = z.object({
  mode: z.enum(['web-api', 'gateway']).default('web-api').meta({
    title: 'Connection',
    description: 'web-api: AVEVA PI Web API. gateway: a plant gateway that answers /pi/trn.',
  }),
  baseUrl: z.url({ protocol: /^https?$/ }).meta({
    title: 'Base URL',
    description: 'Of the PI Web API, normally ending in /piwebapi; of a gateway, its address.',
    examples: ['https://pi.example.com/piwebapi'],
  }),
  dataServer: z.string().min(1).optional().meta({
    title: 'PI Data Archive',
    description: 'Its name. Not needed where the PI Web API knows exactly one.',
  }),
  assetServer: z.string().min(1).optional().meta({
    title: 'AF server',
    description: 'Needed for AF attributes only where there is more than one.',
  }),
  assetDatabase: z.string().min(1).optional().meta({
    title: 'AF database',
    description: 'Where element paths begin. Not needed where the AF server has exactly one.',
  }),
  authentication: z.enum(['basic', 'bearer', 'kerberos', 'anonymous']).optional().meta({
    title: 'Log-in',
    description: 'Left empty: bearer with a token, basic with a user, otherwise anonymous.',
  }),
  user: z.string().optional().meta({
    title: 'User',
    description: 'A read-only account, for basic. A domain user is DOMAIN\\user.',
  }),
  username: z.string().optional().meta({
    title: 'User (other spelling)',
    description: 'Accepted in place of user.',
    deprecated: true,
  }),
  password: z.string().optional().meta({ title: 'Password', secret: true }),
  token: z.string().optional().meta({ title: 'Bearer token', secret: true }),
  servicePrincipalName: z.string().optional().meta({
    title: 'Kerberos service',
    description: 'Left empty: HTTP@ and the host of the base URL.',
  }),
  caFile: z.string().optional().meta({
    title: 'CA certificate file',
    description: 'PEM file of the authority, or of the self-signed certificate itself.',
  }),
  insecureSkipTlsVerify: z.boolean().default(false).meta({
    title: 'Do not verify the certificate',
    description: 'Anybody on the way could then answer in the server’s place. Prefer a CA file.',
    weakens: true,
  }),
  timeoutMs: z.int().min(100).max(MINUTE_MS).default(8_000).meta({
    title: 'Time limit of a request (ms)',
  }),
  maxConcurrentRequests: z.int().min(1).max(256).default(32).meta({
    title: 'Requests at the same time',
  }),
  maxRequestsPerSecond: z.int().min(1).optional().meta({
    title: 'Requests per second at most',
    description: 'Left empty: no limit of our own; the server’s Retry-After is always kept.',
  }),
  maxUrlLength: z.int().min(500).max(16_000).default(4_000).meta({
    title: 'Longest URL',
    description: 'A question with more tags than fit goes out as one batch request.',
  }),
  maxTagsPerQuestion: z.int().min(1).max(10_000).default(1_000).meta({
    title: 'Tags per wildcard or element at most',
  }),
  maxValuesPerTag: z.int().min(1).max(1_000_000).default(100_000).meta({
    title: 'Values per tag of one history at most',
  }),
  tagIndex: z.boolean().default(true).meta({
    title: 'Index the tags',
    description:
      'Names and descriptors are loaded in the background, for search and typing errors.',
  }),
  tagIndexRefreshMinutes: z.int().min(1).max(10_080).default(60).meta({
    title: 'Refresh the index every (minutes)',
  }),
  defaultTag: z.string().optional().meta({
    title: 'Tag for the connection test',
    description: 'Gateway: the tag that the connection test reads.',
  }),
  tags: z.array(DescribedTag).optional().meta({
    title: 'Tags of the gateway',
    description: 'Gateway: units and descriptions, which it does not tell.',
  }),
  timeZone: z.string().optional().meta({
    title: 'Time zone of the gateway',
    description: 'Gateway: the IANA zone of its local times. Left empty: the site’s.',
  }),
});

export type AvevaPiConfig = z.infer<typeof AvevaPiConfig>;
