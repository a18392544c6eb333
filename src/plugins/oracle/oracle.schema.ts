import { z } from 'zod';
import { sqlLimitFields, sqlServerFields } from '#sdk/sql';

const { user, password, caFile, insecureSkipTlsVerify } = sqlServerFields;

/** What goes into a connect descriptor must not end one of its parentheses. */
const Name = z.string().regex(/^[\w.$#-]+$/, 'has characters that no such name has');

/** The configuration of an `oracle` data source. It needs a `service`, which may also be called `database`. */
export const OracleConfig = z
  .object({
    host: z
      .string()
      .regex(/^[\w.:[\]-]+$/, 'is no host name')
      .meta({ title: 'Host', examples: ['db.example.com'] }),
    port: z.coerce.number().int().min(1).max(65_535).optional().meta({
      title: 'Port',
      description: 'Left empty: 1521, or 2484 with encryption.',
    }),
    service: Name.optional().meta({
      title: 'Service',
      description: 'The service name, such as ORCLPDB1: not the SID.',
    }),
    database: Name.optional().meta({
      title: 'Service (other spelling)',
      description: 'Accepted in place of service.',
      deprecated: true,
    }),
    user,
    password,
    tls: z.enum(['off', 'require']).default('off').meta({
      title: 'Encryption (TLS)',
      description: 'require: the port of the listener that speaks TCPS, and a valid certificate.',
      // What was entered for a protected way is not sent on a less protected one.
      address: true,
    }),
    caFile,
    insecureSkipTlsVerify,
    ...sqlLimitFields,
  })
  .refine(({ service, database }) => service !== undefined || database !== undefined, {
    path: ['service'],
    message: 'Enter the service name of the database.',
  });

export type OracleConfig = z.infer<typeof OracleConfig>;

const DEFAULT_PORT = 1521;
const DEFAULT_TLS_PORT = 2484;

export function serviceOf({ service, database = '' }: OracleConfig): string {
  return service ?? database;
}

export function portOf({ port, tls }: OracleConfig): number {
  return port ?? (tls === 'off' ? DEFAULT_PORT : DEFAULT_TLS_PORT);
}
