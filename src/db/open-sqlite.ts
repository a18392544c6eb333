import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Kysely } from 'kysely';
import type { Db } from './db.ts';
import { databaseUnavailable } from './db.errors.ts';
import { createGroupedWrites } from './grouped-writes.ts';
import type { Schema } from './schema.ts';
import { createSqliteDialect } from './sqlite-dialect.ts';

/** How long a statement waits for another process that writes to the same file. */
const BUSY_TIMEOUT_MS = 10_000;
/**
 * Pages of the write-ahead log (4 KiB each) after which a commit also moves them into the file. That takes a few more
 * syncs, so it is done four times less often than by default.
 */
const CHECKPOINT_PAGES = 4_000;
/** Page cache of each of the two connections. */
const WRITER_CACHE_KIB = 8_000;
/** Reads are of few rows, and most of those just written: the system's own cache has them. */
const READER_CACHE_KIB = 1_000;

/**
 * Opens a SQLite file with one connection that writes and one that can only read: a reader then sees what is
 * committed and never the half-done work of a group.
 *
 * @param path of the file; `:memory:` is a file in a temporary folder that goes away when closed
 */
export function openSqlite(path: string): Db {
  const isTemporary = path === ':memory:';
  const folder = isTemporary ? mkdtempSync(join(tmpdir(), 'plantline-')) : dirname(path);
  const file = isTemporary ? join(folder, 'app.db') : path;
  try {
    // For its owner only: messages and phone numbers are kept as they came.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const writer = connect(file, isTemporary ? 'OFF' : 'FULL');
    const reader = connect(file, 'FULL');
    reader.pragma('query_only = ON');
    reader.pragma(`cache_size = -${READER_CACHE_KIB}`);
    return createDb(writer, reader, () => {
      if (isTemporary) rmSync(folder, { recursive: true, force: true });
    });
  } catch (error) {
    throw databaseUnavailable(error);
  }
}

function connect(file: string, synchronous: 'FULL' | 'OFF'): Sqlite.Database {
  const sqlite = new Sqlite(file, { timeout: BUSY_TIMEOUT_MS });
  sqlite.pragma('journal_mode = WAL');
  // FULL: a commit is on the disk before anybody hears of it, even when the power goes.
  sqlite.pragma(`synchronous = ${synchronous}`);
  sqlite.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  sqlite.pragma('foreign_keys = ON');
  sqlite.pragma(`cache_size = -${WRITER_CACHE_KIB}`);
  sqlite.pragma('temp_store = MEMORY');
  return sqlite;
}

function createDb(writer: Sqlite.Database, reader: Sqlite.Database, afterClose: () => void): Db {
  const writing = new Kysely<Schema>({ dialect: createSqliteDialect(writer) });
  const writes = createGroupedWrites(writer, writing);
  return {
    engine: 'sqlite',
    read: new Kysely<Schema>({ dialect: createSqliteDialect(reader) }),
    write: (work) => writes.write(work),
    async close() {
      await writes.drain();
      reader.close();
      writer.close();
      afterClose();
    },
  };
}
