import { z } from 'zod';

/** Longer no statement runs, whatever is configured. */
const STATEMENT_MAX_MS = 10_000;
const MIB = 1_048_576;

/** Fields that the configuration of every SQL source has. */
export const sqlLimitFields = {
  timeoutMs: z.int().min(100).max(STATEMENT_MAX_MS).default(8_000).meta({
    title: 'Time limit of a query (ms)',
    description: 'The database itself ends a query that takes longer.',
  }),
  maxBytes: z
    .int()
    .min(1_000)
    .max(256 * MIB)
    .default(8 * MIB)
    .meta({
      title: 'Largest answer (bytes)',
      description: 'Rows beyond it are left out, and the reply says so.',
    }),
  maxConnections: z.int().min(1).max(50).default(5).meta({
    title: 'Connections at most',
    description: 'More questions at the same time wait for each other.',
  }),
  timeZone: z
    .string()
    .refine(isTimeZone, 'is no IANA time zone, such as Asia/Jakarta')
    .optional()
    .meta({
      title: 'Time zone of the database’s local times',
      description:
        'The IANA zone of columns that hold a date and time without zone. Left empty: the site’s.',
    }),
  allowedFunctions: z.array(z.string().min(1)).optional().meta({
    title: 'Functions allowed besides the built-in ones',
    description: 'By name. Only functions that change nothing: nobody checks what they do.',
    adminOnly: true,
  }),
};

/** Fields that lead to a database server. */
export const sqlServerFields = {
  host: z
    .string()
    .min(1)
    .meta({ title: 'Host', examples: ['db.example.com'] }),
  database: z.string().min(1).meta({ title: 'Database' }),
  user: z.string().min(1).meta({ title: 'User', description: 'An account that can only read.' }),
  password: z.string().optional().meta({ title: 'Password', secret: true }),
  tls: z.enum(['prefer', 'require', 'off']).default('prefer').meta({
    title: 'Encryption (TLS)',
    description:
      'require: encrypted, and the certificate must be valid. prefer: encrypted where the server can, whoever it is. off: never.',
    // What was entered for a protected way is not sent on a less protected one.
    address: true,
  }),
  caFile: z.string().min(1).optional().meta({
    title: 'CA certificate file',
    description: 'PEM file of the authority, or of the self-signed certificate itself.',
  }),
  insecureSkipTlsVerify: z.boolean().default(false).meta({
    title: 'Do not verify the certificate',
    description: 'Anybody on the way could then answer in the server’s place. Prefer a CA file.',
    weakens: true,
  }),
};

export type SqlLimits = {
  readonly timeoutMs: number;
  readonly maxBytes: number;
  readonly maxConnections: number;
  readonly timeZone?: string | undefined;
  readonly allowedFunctions?: readonly string[] | undefined;
};

function isTimeZone(text: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: text }));
  } catch {
    return false;
  }
}
