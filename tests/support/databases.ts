import { sql } from 'kysely';
import { afterAll, onTestFinished } from 'vitest';
import { type Db, type Engine, migrate, openDatabase } from '../../src/db/index.ts';
import { createPostgresDatabase, onPostgres } from './postgres-database.ts';

/** Why PostgreSQL tests are left out in this run; undefined when a server answers. */
const postgresProblem = await probePostgres();

/** The engines at hand, for `describe.each`: PostgreSQL is left out, and said to be, where no server answers. */
export const ENGINES: readonly Engine[] =
  postgresProblem === undefined ? ['sqlite', 'postgresql'] : ['sqlite'];

if (postgresProblem !== undefined && process.env['VITEST_POOL_ID'] === '1') {
  process.stderr.write(`PostgreSQL tests are left out: ${postgresProblem}\n`);
}

/** A migrated store that is this test's alone until it has finished. */
export async function freshDatabase(engine: Engine): Promise<Db> {
  if (engine === 'sqlite') {
    const db = await openForTest('sqlite::memory:');
    await migrate(db);
    return db;
  }
  fileDatabase ??= createMigratedDatabase();
  const db = await openForTest((await fileDatabase).url);
  await emptyTables(db);
  return db;
}

/** A store without tables, gone when the test has finished. */
export async function emptyDatabase(engine: Engine): Promise<Db> {
  if (engine === 'sqlite') return await openForTest('sqlite::memory:');
  const { url, drop } = await createPostgresDatabase();
  onTestFinished(drop);
  return await openForTest(url);
}

type PostgresDatabase = Awaited<ReturnType<typeof createPostgresDatabase>>;

/** One database serves all tests of a file in turn: making one takes far longer than emptying it. */
let fileDatabase: Promise<PostgresDatabase> | undefined;

afterAll(async () => {
  const made = await fileDatabase;
  fileDatabase = undefined;
  await made?.drop();
});

async function createMigratedDatabase(): Promise<PostgresDatabase> {
  const made = await createPostgresDatabase();
  const db = await openDatabase(made.url);
  await migrate(db);
  await db.close();
  return made;
}

async function openForTest(url: string): Promise<Db> {
  const db = await openDatabase(url);
  onTestFinished(() => db.close());
  return db;
}

/** Deleting some rows is much quicker than truncating tables, which makes new files. */
async function emptyTables(db: Db): Promise<void> {
  await db.write(async (tx) => {
    await sql`SET LOCAL session_replication_role = replica`.execute(tx);
    const { rows } = await sql<{ name: string }>`
      SELECT table_name AS name FROM information_schema.tables
      WHERE table_schema = current_schema() AND table_name <> 'schema_migrations'`.execute(tx);
    const deletes = rows.map(({ name }) => `DELETE FROM ${name}`).join(';');
    await sql.raw(deletes).execute(tx);
    await sql`DELETE FROM schema_migrations WHERE number > 1000`.execute(tx);
  });
}

async function probePostgres(): Promise<string | undefined> {
  try {
    await onPostgres('SELECT 1');
    return undefined;
  } catch (error) {
    return `no server answers at PLANTLINE_TEST_POSTGRES_URL or 127.0.0.1:5432 (${String(error)})`;
  }
}
