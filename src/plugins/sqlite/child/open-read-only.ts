import { statSync } from 'node:fs';
import Database from 'better-sqlite3';

const BUSY_MS = 2_000;
const HEAP_MAX_BYTES = 256 * 1_048_576;

/** Tables that only a store of Plantline, or of its predecessor, has together. */
const OWN_TABLES = ['outgoing_messages', 'system_settings'];

/**
 * Opens the file so that nothing can be written: neither by its handle nor by a statement. What a file brings along, such
 * as a view, may call no function that could do harm.
 *
 * @throws with the code `OWN_STORE` for a store of Plantline itself, `NO_FILE` for a device or a pipe, which SQLite would
 *   take for an empty database
 */
export function openReadOnly(file: string): Database.Database {
  const found = statSync(file, { throwIfNoEntry: false });
  if (found && !found.isFile() && !found.isDirectory()) {
    throw Object.assign(new Error('no regular file'), { code: 'NO_FILE' });
  }
  const database = new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_MS });
  database.pragma('query_only = ON');
  database.pragma('trusted_schema = OFF');
  database.pragma('cell_size_check = ON');
  database.pragma(`hard_heap_limit = ${HEAP_MAX_BYTES}`);
  database.defaultSafeIntegers(true);
  const own = database
    .prepare(`SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name IN (?, ?)`)
    .pluck()
    .get(...OWN_TABLES);
  if (own === BigInt(OWN_TABLES.length)) {
    database.close();
    throw Object.assign(new Error('a store of Plantline'), { code: 'OWN_STORE' });
  }
  return database;
}
