import { z } from 'zod';
import { sqlLimitFields, sqlServerFields } from '#sdk/sql';

const { host, database, user, password, tls, caFile, insecureSkipTlsVerify } = sqlServerFields;

/** The configuration of a `postgresql` data source. */
export const PostgresqlConfig = z.object({
  host,
  port: z.coerce.number().int().min(1).max(65_535).default(5432).meta({ title: 'Port' }),
  database,
  user,
  password,
  tls,
  caFile,
  insecureSkipTlsVerify,
  ...sqlLimitFields,
});

export type PostgresqlConfig = z.infer<typeof PostgresqlConfig>;
