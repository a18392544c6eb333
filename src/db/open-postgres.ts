import { Kysely, PostgresDialect } from 'kysely';
import type { PostgresPoolClient } from 'kysely';
import pg from 'pg';
import type { Db } from './db.ts';
import { databaseUnavailable } from './db.errors.ts';
import type { Schema } from './schema.ts';
import { encodeForPostgres } from './stored-values.ts';

const MAX_CONNECTIONS = 10;
const CONNECT_TIMEOUT_MS = 10_000;
/** PostgreSQL's number of the type `int8`, which counts and identities have. */
const INT8 = 20;

/** Opens a PostgreSQL database. Each `write` is a transaction of its own: the server groups commits itself. */
export async function openPostgres(url: string): Promise<Db> {
  const pool = new pg.Pool({
    connectionString: url,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    types: typesOfOurs(),
  });
  // A connection that breaks while idle is replaced by the pool, and one that breaks between two queries fails the
  // next of them; unheard, either event would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  await pool.query('SELECT 1').catch(async (error: unknown) => {
    await pool.end();
    throw databaseUnavailable(error);
  });

  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>();
  const kysely = new Kysely<Schema>({
    dialect: new PostgresDialect({
      pool: {
        options: pool.options,
        end: () => pool.end(),
        async connect() {
          const client = await pool.connect();
          const known = clients.get(client) ?? encodingClient(client);
          clients.set(client, known);
          return known;
        },
      },
    }),
  });
  const writing = new Set<Promise<unknown>>();
  return {
    engine: 'postgresql',
    read: kysely,
    async write(work) {
      const change = kysely.transaction().execute(work);
      writing.add(change);
      try {
        return await change;
      } finally {
        writing.delete(change);
      }
    },
    async close() {
      await Promise.allSettled(writing);
      await kysely.destroy();
    },
  };
}

/** int8 as a number: ids and counts here stay far below 2^53. */
function typesOfOurs(): pg.TypeOverrides {
  const types = new pg.TypeOverrides();
  types.setTypeParser(INT8, Number);
  return types;
}

function encodingClient(client: pg.PoolClient): PostgresPoolClient {
  const query = (text: string, parameters: readonly unknown[]): Promise<unknown> =>
    client.query(text, parameters.map(encodeForPostgres));
  return {
    // Kysely's second form, with a cursor, is only used for streaming, which nothing here does.
    query: query as PostgresPoolClient['query'],
    release: (destroy?: boolean) => client.release(destroy),
  };
}
