import { AsyncLocalStorage } from 'node:async_hooks';
import type { Db, Executor } from './db.ts';
import { databaseUrlInvalid, nestedWrite } from './db.errors.ts';
import { openSqlite } from './open-sqlite.ts';

/**
 * Opens the store an address names: `sqlite:<path>` (the file is made when missing), `sqlite::memory:` (gone when
 * closed, for tests) or `postgres://user@host:port/database`. Tables are made by `migrate`.
 *
 * @throws AppError `db.url_invalid` or `db.unavailable`
 */
export async function openDatabase(url: string): Promise<Db> {
  if (/^sqlite:./u.test(url)) return refusingNestedWrites(openSqlite(url.slice('sqlite:'.length)));
  if (/^postgres(?:ql)?:\/\//u.test(url)) {
    // Loaded only where it is used: the driver costs a small box time and memory.
    const { openPostgres } = await import('./open-postgres.ts');
    return refusingNestedWrites(await openPostgres(url));
  }
  throw databaseUrlInvalid();
}

/** A write inside a write would wait for itself on SQLite, and break the promise of one transaction on PostgreSQL. */
function refusingNestedWrites(db: Db): Db {
  const current = new AsyncLocalStorage<{ isOpen: boolean }>();
  return {
    ...db,
    async write<T>(work: (tx: Executor) => Promise<T>): Promise<T> {
      if (current.getStore()?.isOpen) throw nestedWrite();
      return await db.write(async (tx) => {
        const mark = { isOpen: true };
        try {
          return await current.run(mark, work, tx);
        } finally {
          mark.isOpen = false;
        }
      });
    },
  };
}
