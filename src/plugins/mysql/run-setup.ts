import type { Connection } from 'mysql2';
import { isSoundAfter } from './to-mysql-error.ts';
import type { MysqlConfig } from './mysql.schema.ts';

export type Row = Readonly<Record<string, unknown>>;

/** What a new session found out. */
export interface SessionSetup {
  readonly product: string;
  readonly id: number;
  readonly knowsZone: boolean;
  readonly zone: string;
  readonly rowLimit: number;
}

/** Modes that change how a query is read are off, so that the server reads it as it was examined. */
const SQL_MODE = `CONCAT('STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION',
  IF(FIND_IN_SET('ONLY_FULL_GROUP_BY', @@sql_mode), ',ONLY_FULL_GROUP_BY', ''))`;

/**
 * Makes a session that can only read: each statement of it is a transaction of its own, and the server refuses to write
 * in it. No SELECT can change that, since session variables are set by SET alone. What takes too long the server ends.
 */
export async function runSetup(
  connection: Connection,
  { timeoutMs }: MysqlConfig,
  timeZone: string,
): Promise<SessionSetup> {
  const seconds = timeoutMs / 1000;
  await ask(connection, 'SET SESSION TRANSACTION READ ONLY');
  const [server] = await ask(connection, 'SELECT VERSION() AS version, CONNECTION_ID() AS id');
  const version = String(server?.['version']);
  const isMariadb = version.includes('MariaDB');
  const timeLimit = isMariadb
    ? `max_statement_time = ${seconds}`
    : `max_execution_time = ${timeoutMs}`;
  const lockLimit = Math.max(1, Math.ceil(seconds));
  await ask(
    connection,
    `SET SESSION ${timeLimit}, lock_wait_timeout = ${lockLimit},
      innodb_lock_wait_timeout = ${lockLimit}, autocommit = 1, sql_mode = ${SQL_MODE}`,
  );
  const knowsZone = await setZone(connection, timeZone);
  return {
    product: `${isMariadb ? 'MariaDB' : 'MySQL'} ${version.split('-')[0]}`,
    id: Number(server?.['id']),
    knowsZone,
    zone: knowsZone ? timeZone : '',
    rowLimit: 0,
  };
}

async function setZone(connection: Connection, timeZone: string): Promise<boolean> {
  try {
    await ask(connection, `SET time_zone = '${timeZone.replaceAll("'", "''")}'`);
    return true;
  } catch (error) {
    if (isSoundAfter(error)) return false;
    throw error;
  }
}

/** Asks something of Plantline's own, without values from outside. */
export async function ask(connection: Connection, sql: string): Promise<readonly Row[]> {
  return await new Promise((resolve, reject) => {
    connection.query({ sql, rowsAsArray: false }, (error, rows) => {
      if (error) reject(error);
      else resolve(Array.isArray(rows) ? (rows as readonly Row[]) : []);
    });
  });
}
