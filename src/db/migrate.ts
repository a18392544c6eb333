import { sql } from 'kysely';
import type { Db, Engine, Executor, Reader } from './db.ts';
import { foreignStore, storeIsNewer } from './db.errors.ts';
import { firstTables } from './migrations/0001-first-tables.ts';
import { accountsAndAudit } from './migrations/0002-accounts-and-audit.ts';
import { transports } from './migrations/0003-transports.ts';
import { sourceHealthAndKeys } from './migrations/0004-source-health-and-keys.ts';
import { questionsAndPictures } from './migrations/0005-questions-and-pictures.ts';
import { takeTurns } from './take-turns.ts';

type Migration = {
  readonly number: number;
  readonly name: string;
  /** The statements that bring a store from the number before to this one. */
  readonly statements: (engine: Engine) => readonly string[];
};

/** In order, only ever added to: a store in use somewhere has run them. */
const MIGRATIONS: readonly Migration[] = [
  { number: 1, name: 'first-tables', statements: firstTables },
  { number: 2, name: 'accounts-and-audit', statements: accountsAndAudit },
  { number: 3, name: 'transports', statements: transports },
  { number: 4, name: 'source-health-and-keys', statements: sourceHealthAndKeys },
  { number: 5, name: 'questions-and-pictures', statements: questionsAndPictures },
];

const NEWEST = MIGRATIONS.at(-1)?.number ?? 0;

/**
 * Makes or upgrades the tables, all in one transaction: a store is never left between two versions.
 *
 * @returns the names of the migrations that were run; none when the store was up to date
 * @throws AppError `db.foreign_store` when the tables are somebody else's, `db.store_is_newer` when a later version
 * made them
 */
export async function migrate(db: Db): Promise<readonly string[]> {
  return await db.write(async (tx) => await migrateWithin(tx, db.engine));
}

/**
 * The same within a transaction that does more.
 *
 * @param upTo number of the last migration to run; all of them when absent
 */
export async function migrateWithin(
  tx: Executor,
  engine: Engine,
  upTo: number = NEWEST,
): Promise<readonly string[]> {
  await takeTurns(tx, 'migrate');
  const last = await findLastMigration(engine, tx);
  if (Math.max(last, upTo) > NEWEST) throw storeIsNewer(Math.max(last, upTo));
  const due = MIGRATIONS.filter(({ number }) => number > last && number <= upTo);
  for (const migration of due) await run(engine, tx, migration);
  return due.map(({ name }) => name);
}

/**
 * The names of the migrations that `migrate` would run. Changes nothing.
 *
 * @throws AppError `db.foreign_store` or `db.store_is_newer`, as `migrate` does
 */
export async function listDueMigrations(db: Db): Promise<readonly string[]> {
  const last = (await hasMigrations(db.engine, db.read)) ? await readLastMigration(db.read) : 0;
  if (last > NEWEST) throw storeIsNewer(last);
  return MIGRATIONS.filter(({ number }) => number > last).map(({ name }) => name);
}

async function hasMigrations(engine: Engine, db: Reader): Promise<boolean> {
  const tables = await listTables(engine, db);
  if (tables.includes('schema_migrations')) return true;
  if (tables.includes('triggers') || tables.includes('users')) throw foreignStore();
  return false;
}

async function findLastMigration(engine: Engine, tx: Executor): Promise<number> {
  if (!(await hasMigrations(engine, tx))) {
    await sql`CREATE TABLE schema_migrations (
      number INTEGER PRIMARY KEY,
      name TEXT NOT NULL,
      applied_at ${sql.raw(engine === 'sqlite' ? 'DATETIME' : 'TIMESTAMPTZ(3)')} DEFAULT CURRENT_TIMESTAMP
    )`.execute(tx);
  }
  return await readLastMigration(tx);
}

/** The number of the last migration that was run; 0 for none. */
async function readLastMigration(db: Reader): Promise<number> {
  const { rows } = await sql<{ last: number | null }>`
    SELECT max(number) AS last FROM schema_migrations`.execute(db);
  return rows[0]?.last ?? 0;
}

/** The tables of the store, whoever made them. */
export async function listTables(engine: Engine, db: Reader): Promise<readonly string[]> {
  const list =
    engine === 'sqlite'
      ? sql<{ name: string }>`SELECT name FROM sqlite_master WHERE type = 'table'`
      : sql<{ name: string }>`
          SELECT table_name AS name FROM information_schema.tables
          WHERE table_schema = current_schema()`;
  return (await list.execute(db)).rows.map(({ name }) => name);
}

async function run(engine: Engine, tx: Executor, migration: Migration): Promise<void> {
  for (const statement of migration.statements(engine)) await sql.raw(statement).execute(tx);
  await sql`INSERT INTO schema_migrations (number, name)
    VALUES (${migration.number}, ${migration.name})`.execute(tx);
}
