import { z } from 'zod';
import { sqlLimitFields, sqlServerFields } from '#sdk/sql';

const { host, database, user, password, tls, caFile, insecureSkipTlsVerify } = sqlServerFields;

/** The configuration of a `mysql` data source, for MySQL and MariaDB. */
export const MysqlConfig = z.object({
  host,
  port: z.coerce.number().int().min(1).max(65_535).default(3306).meta({ title: 'Port' }),
  database,
  user,
  password,
  tls,
  caFile,
  insecureSkipTlsVerify,
  ...sqlLimitFields,
});

export type MysqlConfig = z.infer<typeof MysqlConfig>;
