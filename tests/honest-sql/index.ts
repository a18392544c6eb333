import type { SqlDialect } from '#sdk/sql';
import { honestMysql } from './mysql.ts';
import { honestOracle } from './oracle.ts';
import { honestPostgresql } from './postgresql.ts';
import { honestSqlServer } from './sql-server.ts';
import { honestSqlite } from './sqlite.ts';

/** What must never be refused, per dialect. */
export const honestQueries: Readonly<Record<SqlDialect, readonly string[]>> = {
  postgresql: honestPostgresql,
  mysql: honestMysql,
  sqlite: honestSqlite,
  'sql-server': honestSqlServer,
  oracle: honestOracle,
};
