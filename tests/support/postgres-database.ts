import { randomUUID } from 'node:crypto';
import pg from 'pg';

const POSTGRES_URL =
  process.env['PLANTLINE_TEST_POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const CONNECT_WITHIN_MS = 2_000;

/** An empty PostgreSQL database, to be dropped by whoever asked for it. */
export async function createPostgresDatabase(): Promise<{
  readonly url: string;
  readonly drop: () => Promise<void>;
}> {
  const name = `plantline_test_${randomUUID().replaceAll('-', '')}`;
  await onPostgres(`CREATE DATABASE ${name}`);
  const url = new URL(POSTGRES_URL);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onPostgres(`DROP DATABASE ${name} WITH (FORCE)`) };
}

/** Runs one statement on the server that tests use. */
export async function onPostgres(statement: string): Promise<void> {
  const client = new pg.Client({
    connectionString: POSTGRES_URL,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
  });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
