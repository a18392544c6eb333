import { randomUUID } from 'node:crypto';
import mysql from 'mysql2/promise';

/** A user that may make databases and accounts. */
export const MARIADB = new URL(
  process.env['PLANTLINE_TEST_MARIADB_URL'] ?? 'mysql://root@127.0.0.1:3306/',
);
const CONNECT_WITHIN_MS = 10_000;

/** Whether MariaDB, or MySQL, is there: a test that needs it says so in its name, `… (needs MariaDB)`. */
export const HAS_MARIADB = await onMariadb('SELECT 1').then(
  () => true,
  () => false,
);

/** An empty database of MariaDB, to be dropped by whoever asked for it. */
export async function createMariadbDatabase(): Promise<{
  readonly name: string;
  readonly drop: () => Promise<void>;
}> {
  const name = `plantline_test_${randomUUID().replaceAll('-', '')}`;
  await onMariadb(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
  return { name, drop: async () => void (await onMariadb(`DROP DATABASE ${name}`)) };
}

/** Runs statements, one after the other, on the server that tests use; gives the rows of the last. */
export async function onMariadb(
  statements: string | readonly string[],
  database?: string,
): Promise<readonly Record<string, unknown>[]> {
  const connection = await mysql.createConnection({
    host: MARIADB.hostname,
    port: Number(MARIADB.port || 3306),
    user: decodeURIComponent(MARIADB.username),
    password: decodeURIComponent(MARIADB.password),
    connectTimeout: CONNECT_WITHIN_MS,
    ...(database !== undefined && { database }),
  });
  try {
    let rows: readonly Record<string, unknown>[] = [];
    for (const statement of [statements].flat()) {
      const [answer] = await connection.query(statement);
      rows = Array.isArray(answer) ? (answer as Record<string, unknown>[]) : [];
    }
    return rows;
  } finally {
    await connection.end();
  }
}
