import type { SqlDialect } from '#sdk/sql';
import type { HostileStatement } from './statements-of-all.ts';
import { hostileMysql } from './mysql.ts';
import { hostileOracle } from './oracle.ts';
import { hostilePostgresql } from './postgresql.ts';
import { hostileSqlServer } from './sql-server.ts';
import { hostileSqlite } from './sqlite.ts';

export {
  type HostileArgument,
  type HostileStatement,
  SCRATCH,
  hostileArguments,
  refusedArguments,
} from './statements-of-all.ts';

/** What must always be refused, per dialect. */
export const hostileStatements: Readonly<Record<SqlDialect, readonly HostileStatement[]>> = {
  postgresql: hostilePostgresql,
  mysql: hostileMysql,
  sqlite: hostileSqlite,
  'sql-server': hostileSqlServer,
  oracle: hostileOracle,
};
