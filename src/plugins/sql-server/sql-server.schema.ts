import { z } from 'zod';
import { sqlLimitFields, sqlServerFields } from '#sdk/sql';

const { host, database, user, password, tls, caFile, insecureSkipTlsVerify } = sqlServerFields;

/** The configuration of a `sql-server` data source. */
export const SqlServerConfig = z.object({
  host,
  port: z.coerce.number().int().min(1).max(65_535).optional().meta({
    title: 'Port',
    description: 'Left empty: 1433, or the one that SQL Server Browser tells of the instance.',
  }),
  instance: z.string().min(1).max(32).optional().meta({
    title: 'Instance',
    description: 'A named instance, asked of SQL Server Browser (UDP 1434). Not used with a port.',
  }),
  database,
  user: user.meta({ title: 'User', description: 'A log-in of SQL Server that can only read.' }),
  password,
  tls,
  caFile,
  insecureSkipTlsVerify,
  readOnlyIntent: z.boolean().default(true).meta({
    title: 'Announce that it only reads',
    description:
      'ApplicationIntent=ReadOnly: an availability group then answers from a readable replica.',
  }),
  ...sqlLimitFields,
  timeoutMs: sqlLimitFields.timeoutMs.meta({
    title: 'Time limit of a query (ms)',
    description: 'Plantline has the server stop a query that takes longer.',
  }),
});

export type SqlServerConfig = z.infer<typeof SqlServerConfig>;
