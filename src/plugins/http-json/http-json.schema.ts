import { z } from 'zod';

const MINUTE_MS = 60_000;
const MEBIBYTE = 1024 * 1024;
const NAME = /^[A-Za-z][\w-]*$/;

/** What one address of the API answers, as a table. Its texts are read when the source is opened. */
const Endpoint = z.object({
  name: z
    .string()
    .regex(NAME)
    .max(60)
    .meta({
      title: 'Name',
      description: 'What a query calls it: letters, digits, _ and -.',
      examples: ['workorders'],
    }),
  description: z.string().optional().meta({ title: 'Description' }),
  path: z.string().meta({
    title: 'Path',
    description: 'After the base URL, with {variable} where a value goes.',
    examples: ['/sites/{site}/workorders'],
  }),
  query: z.record(z.string(), z.string()).optional().meta({
    title: 'Query parameters',
    description:
      'One on each line, such as status: {status}. Put quotes around a {variable} inside a longer text.',
  }),
  rows: z
    .string()
    .optional()
    .meta({
      title: 'Where the rows are',
      description: 'JSONPath. Left empty: the whole answer.',
      examples: ['$.member'],
    }),
  forEach: z
    .string()
    .optional()
    .meta({
      title: 'One row for each',
      description:
        'JSONPath below a row, for lists within it. Columns of the inner list begin with @.',
      examples: ['$.wplabor'],
    }),
  columns: z
    .array(z.string())
    .optional()
    .meta({
      title: 'Columns',
      description:
        'One on each line: name = path as type. Types: text, number, boolean, instant, epoch, epoch ms. Left empty: every plain field.',
      examples: [['Work order = wonum as text', 'Reported = reportdate as instant']],
    }),
  defaults: z.record(z.string(), z.string()).optional().meta({
    title: 'Values of variables',
    description: 'Used where a question gives none: one on each line, such as status: WAPPR.',
  }),
  method: z.enum(['GET', 'POST']).default('GET').meta({
    title: 'Method',
    description: 'POST only for an API that searches by POST; it must be allowed below.',
  }),
  body: z
    .string()
    .optional()
    .meta({
      title: 'Body',
      description: 'Of a POST: JSON, with {variable} inside its texts.',
      examples: ['{"status":"{status}"}'],
    }),
  layout: z.enum(['rows', 'lists']).default('rows').meta({
    title: 'Layout',
    description: 'lists: each column’s path gives a whole list, and the lists stand side by side.',
  }),
  paging: z.enum(['none', 'link', 'page', 'offset', 'cursor']).default('none').meta({
    title: 'Further pages',
    description: 'How the API gives more rows than fit into one answer.',
  }),
  nextPath: z
    .string()
    .optional()
    .meta({
      title: 'Next page',
      description: 'JSONPath to the link or cursor. A link left empty: the Link header.',
      examples: ['$.responseInfo.nextPage.href'],
    }),
  pageParameter: z.string().optional().meta({
    title: 'Parameter of the page',
    description: 'The query parameter that takes the page’s number, offset or cursor.',
  }),
  firstPage: z.int().min(0).default(1).meta({ title: 'Number of the first page' }),
  pageSize: z.int().min(1).max(10_000).optional().meta({
    title: 'Rows per page',
    description: 'A page with fewer is the last one. Left empty: one without rows is.',
  }),
  pageSizeParameter: z.string().optional().meta({
    title: 'Parameter of the page size',
    description: 'Left empty: the size is not sent.',
  }),
  cacheSeconds: z.int().min(0).max(86_400).default(0).meta({
    title: 'Keep an answer for (seconds)',
    description: 'The same question is answered from memory meanwhile.',
  }),
});

/** A signal that an endpoint gives: which of its columns is the value, and which the time. */
const Tag = z.object({
  name: z
    .string()
    .min(1)
    .max(200)
    .meta({ title: 'Tag', examples: ['WX_TEMP'] }),
  description: z.string().optional().meta({ title: 'Description' }),
  unit: z
    .string()
    .max(40)
    .optional()
    .meta({ title: 'Unit', examples: ['°C'] }),
  endpoint: z.string().meta({ title: 'Endpoint', description: 'The one that gives it.' }),
  with: z.record(z.string(), z.string()).optional().meta({
    title: 'Variables',
    description: 'What its endpoint is asked with: one on each line, such as city: Jakarta.',
  }),
  where: z.record(z.string(), z.string()).optional().meta({
    title: 'Only rows with',
    description:
      'Where one answer holds several signals: one on each line, such as sensor: TI-101.',
  }),
  value: z.string().meta({ title: 'Column of the value' }),
  time: z.string().optional().meta({
    title: 'Column of the time',
    description: 'Left empty: the time at which it was read.',
  }),
  quality: z.string().optional().meta({
    title: 'Column of the quality',
    description: 'Left empty: every value there is is good.',
  }),
  good: z.array(z.string()).optional().meta({
    title: 'What means good',
    description: 'One on each line. Left empty: good, ok, valid, true, 192. Anything else is bad.',
  }),
  historyEndpoint: z.string().optional().meta({
    title: 'Endpoint of the history',
    description:
      'It takes {start} and has the same columns. Left empty: the endpoint itself, where it takes {start}.',
  }),
  displayDigits: z.int().min(-20).max(20).optional().meta({ title: 'Display digits' }),
  step: z.boolean().default(false).meta({
    title: 'Holds its value',
    description: 'A value holds until the next one, instead of moving in a line to it.',
  }),
  forecast: z.boolean().default(false).meta({ title: 'Has values of the future' }),
});

/** The configuration of an `http-json` data source. */
export const HttpJsonConfig = z.object({
  baseUrl: z.url({ protocol: /^https?$/ }).meta({
    title: 'Base URL',
    description: 'Where the API begins.',
    examples: ['https://maximo.example.com/maximo/api'],
  }),
  authentication: z.enum(['none', 'basic', 'bearer', 'api-key', 'oauth2']).optional().meta({
    title: 'Log-in',
    description: 'Left empty: by what is filled in below.',
  }),
  user: z.string().optional().meta({ title: 'User', description: 'For basic.' }),
  password: z.string().optional().meta({ title: 'Password', secret: true }),
  token: z.string().optional().meta({ title: 'Bearer token', secret: true }),
  apiKey: z.string().optional().meta({
    title: 'API key',
    description: 'Also sent beside another log-in, where an API wants both.',
    secret: true,
  }),
  apiKeyName: z.string().min(1).default('apikey').meta({
    title: 'Name of the API key',
    description: 'Of the header or query parameter that takes it.',
  }),
  apiKeyPlace: z.enum(['header', 'query']).default('header').meta({
    title: 'Place of the API key',
    description: 'A header, where the API lets you choose: addresses end up in logs.',
  }),
  tokenUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({
      title: 'Token URL',
      description: 'For oauth2, client credentials.',
      address: true,
    }),
  clientId: z.string().optional().meta({ title: 'Client ID' }),
  clientSecret: z.string().optional().meta({ title: 'Client secret', secret: true }),
  scope: z.string().optional().meta({ title: 'Scope' }),
  endpoints: z.array(Endpoint).min(1).meta({
    title: 'Endpoints',
    description: 'What can be asked.',
  }),
  tags: z.array(Tag).optional().meta({
    title: 'Tags',
    description: 'Signals by name, for current values and history.',
  }),
  clientCredentialsPlace: z.enum(['body', 'header']).default('body').meta({
    title: 'Place of the client secret',
    description: 'header: as HTTP Basic.',
  }),
  tokenParameters: z.record(z.string(), z.string()).default({}).meta({
    title: 'Further parameters of the token',
    description: 'One on each line, such as audience: https://api.example.com.',
  }),
  headers: z.record(z.string(), z.string()).default({}).meta({
    title: 'Headers',
    description: 'One on each line. They are shown to everybody here: no secrets.',
  }),
  secretHeaders: z.string().default('').meta({
    title: 'Secret headers',
    description: 'Name: value, several separated by |. Kept like passwords.',
    secret: true,
  }),
  readsByPost: z.boolean().default(false).meta({
    title: 'Its POST endpoints only read',
    description:
      'Plantline only reads. It sends no POST until you say that the POST endpoints above search and change nothing.',
  }),
  redirectHosts: z.array(z.string()).default([]).meta({
    title: 'Other hosts it may redirect to',
    description: 'One on each line. The log-in is never sent there.',
  }),
  caFile: z.string().default('').meta({
    title: 'CA certificate file',
    description: 'PEM file of the authority, or of the self-signed certificate itself.',
  }),
  insecureSkipTlsVerify: z.boolean().default(false).meta({
    title: 'Do not verify the certificate',
    description: 'Anybody on the way could then answer in the server’s place. Prefer a CA file.',
    weakens: true,
  }),
  timeZone: z.string().default('').meta({
    title: 'Time zone of the API',
    description: 'IANA name, for times without a zone. Left empty: the site’s.',
  }),
  lookbackHours: z.int().min(1).max(8_760).default(24).meta({
    title: 'Look back for a current value (hours)',
    description: 'For a tag whose only endpoint takes {start}.',
  }),
  timeoutMs: z.int().min(100).max(MINUTE_MS).default(8_000).meta({
    title: 'Time limit of a request (ms)',
  }),
  maxConcurrentRequests: z.int().min(1).max(64).default(8).meta({
    title: 'Requests at the same time',
  }),
  maxRequestsPerSecond: z.number().min(0.1).max(1_000).default(20).meta({
    title: 'Requests per second at most',
    description: 'The server’s Retry-After is kept besides.',
  }),
  maxAnswerBytes: z
    .int()
    .min(1_000)
    .max(64 * MEBIBYTE)
    .default(8 * MEBIBYTE)
    .meta({ title: 'Largest answer (bytes)', description: 'All pages of a question together.' }),
  maxPages: z.int().min(1).max(1_000).default(50).meta({ title: 'Pages of a question at most' }),
  maxRows: z
    .int()
    .min(1)
    .max(100_000)
    .default(10_000)
    .meta({ title: 'Rows of a question at most' }),
});

export type HttpJsonConfig = z.infer<typeof HttpJsonConfig>;
export type EndpointConfig = HttpJsonConfig['endpoints'][number];
export type TagConfig = NonNullable<HttpJsonConfig['tags']>[number];
