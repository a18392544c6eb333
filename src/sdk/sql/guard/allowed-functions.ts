import { functionNeverAllowed, functionNotAllowed } from './guard.errors.ts';
import { MYSQL_FUNCTIONS } from './functions/mysql-functions.ts';
import { ORACLE_FUNCTIONS } from './functions/oracle-functions.ts';
import { POSTGRESQL_FUNCTIONS } from './functions/postgresql-functions.ts';
import { SQL_SERVER_FUNCTIONS } from './functions/sql-server-functions.ts';
import { SQLITE_FUNCTIONS } from './functions/sqlite-functions.ts';
import type { SqlDialect } from './query-guard.ts';

/** Functions of a dialect that only compute, as names separated by blanks, in small letters. */
export interface DialectFunctions {
  readonly scalar: string;
  /** Those that may stand after FROM. */
  readonly table: string;
}

const FUNCTIONS: Readonly<Record<SqlDialect, DialectFunctions>> = {
  postgresql: POSTGRESQL_FUNCTIONS,
  mysql: MYSQL_FUNCTIONS,
  sqlite: SQLITE_FUNCTIONS,
  'sql-server': SQL_SERVER_FUNCTIONS,
  oracle: ORACLE_FUNCTIONS,
};

/**
 * What no administrator can list either: files, programs, other servers, locks, sequences, sleep, settings, other
 * sessions. By the last part of a name, or the package before it.
 */
const NEVER =
  /^(?:pg_(?!catalog$)|lo_|dblink|postgres_fdw|file_fdw|sleep$|benchmark$|load_|read_?file$|write_?file$|edit$|fsdir$|zipfile$|eval$|fts|sqlite_|get_lock$|release_|is_(?:free|used)_lock$|xp_|sp_|fn_(?:trace|dblog|dump|xe_)|open(?:rowset|query|datasource|xml)$|utl_|dbms_|owa_|httpuritype$|sys_(?:exec|eval|get$|set$)|lib_mysqludf|nextval$|setval$|currval$|lastval$|last_insert_(?:id|rowid)$|set_config$|query_to_|table_to_xml|cursor_to_|database_to_|schema_to_|xmlparse|txid_|ts_stat$|binary_log|master_|source_pos|wait_|gtid_|wsrep_|name_const$|spider_|raise$|execute$)/;

export interface AllowedFunctions {
  /** @param name its parts, as written @throws AppError of kind `invalid` */
  check(name: readonly string[], place: 'scalar' | 'table'): void;
  /** Whether it is listed by the administrator. */
  isListed(name: string): boolean;
}

/** @param listed by the administrator, as they are called: `oee` or `dbo.oee` */
export function createAllowedFunctions(
  dialect: SqlDialect,
  listed: readonly string[],
): AllowedFunctions {
  const scalar = toNames(FUNCTIONS[dialect].scalar);
  const table = toNames(FUNCTIONS[dialect].table);
  const own = new Set(listed.map((name) => name.trim().toLowerCase()));

  function check(parts: readonly string[], place: 'scalar' | 'table'): void {
    const lower = parts.map((part) => part.toLowerCase());
    const name = lower.join('.');
    if (dialect === 'postgresql' && lower.length === 2 && lower[0] === 'pg_catalog') lower.shift();
    const [only] = lower;
    const isBuiltIn = only !== undefined && lower.length === 1;
    if (isBuiltIn && (table.has(only) || (place === 'scalar' && scalar.has(only)))) return;
    if (lower.some((part) => NEVER.test(part))) throw functionNeverAllowed(parts.join('.'));
    if (!own.has(name)) throw functionNotAllowed(parts.join('.'));
  }

  return { check, isListed: (name) => own.has(name.toLowerCase()) };
}

function toNames(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
