import { sql } from 'kysely';
import type { Engine, Executor } from './db.ts';
import { kindOfColumn } from './stored-values.ts';

type Row = Readonly<Record<string, unknown>>;

/** Few enough for the 32,766 parameters that a statement of SQLite takes, however many columns a table has. */
const BATCH_ROWS = 500;

/**
 * Runs `fill` while rows may name rows that are not there yet; they must be once it is done.
 *
 * @throws whatever the database says of a row that names one that never came
 */
export async function withTablesFilled<T>(
  tx: Executor,
  engine: Engine,
  fill: () => Promise<T>,
): Promise<T> {
  if (engine === 'sqlite') {
    // Until the end of the transaction (sqlite.org/pragma.html#pragma_defer_foreign_keys).
    await sql`PRAGMA defer_foreign_keys = ON`.execute(tx);
    return await fill();
  }
  const constraints = await listForeignKeys(tx);
  const alterAll = async (how: string): Promise<void> => {
    for (const { table, name } of constraints) {
      await sql`ALTER TABLE ${sql.table(table)} ALTER CONSTRAINT ${sql.ref(name)} ${sql.raw(how)}`.execute(
        tx,
      );
    }
  };
  await alterAll('DEFERRABLE INITIALLY DEFERRED');
  const result = await fill();
  await sql`SET CONSTRAINTS ALL IMMEDIATE`.execute(tx);
  await alterAll('NOT DEFERRABLE');
  await setCounters(tx);
  return result;
}

/** Adds rows as a snapshot gives them, or as JSON has made them of it: instants as text. */
export async function fillTable(
  tx: Executor,
  table: string,
  rows: AsyncIterable<Row>,
): Promise<number> {
  let count = 0;
  let batch: Row[] = [];
  const flush = async (): Promise<void> => {
    if (batch.length === 0) return;
    const columns = Object.keys(batch[0] ?? {});
    const values = batch.map(
      (row) => sql`(${sql.join(columns.map((column) => toStored(column, row[column])))})`,
    );
    await sql`INSERT INTO ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
      VALUES ${sql.join(values)}`.execute(tx);
    count += batch.length;
    batch = [];
  };
  for await (const row of rows) {
    batch.push(row);
    if (batch.length === BATCH_ROWS) await flush();
  }
  await flush();
  return count;
}

function toStored(column: string, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  switch (kindOfColumn(column)) {
    case 'instant':
      return value instanceof Date ? value : new Date(value as string);
    case 'json':
      // As text, so that a JSON text stays one.
      return JSON.stringify(value);
    case 'boolean':
    case 'other':
      return value;
  }
}

async function listForeignKeys(tx: Executor) {
  const { rows } = await sql<{ table: string; name: string }>`
    SELECT relname AS "table", conname AS name FROM pg_constraint
    JOIN pg_class ON pg_class.oid = conrelid
    WHERE contype = 'f' AND connamespace = current_schema()::regnamespace`.execute(tx);
  return rows;
}

/** What the database counts up itself goes on behind the rows that brought their numbers along. */
async function setCounters(tx: Executor): Promise<void> {
  const { rows } = await sql<{ table: string; column: string }>`
    SELECT table_name AS "table", column_name AS "column" FROM information_schema.columns
    WHERE table_schema = current_schema() AND is_identity = 'YES'`.execute(tx);
  for (const { table, column } of rows) {
    await sql`SELECT setval(pg_get_serial_sequence(${table}, ${column}),
      (SELECT COALESCE(max(${sql.ref(column)}), 0) + 1 FROM ${sql.table(table)}), false)`.execute(
      tx,
    );
  }
}
