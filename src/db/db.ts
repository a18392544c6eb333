import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

export type Engine = 'sqlite' | 'postgresql';

/** What a repository that changes something takes first: the transaction `Db.write` hands to its work. */
export type Executor = Kysely<Schema>;

/** What a repository that only reads takes first: `Db.read`, or a transaction that must see its own changes. */
export type Reader = Pick<
  Kysely<Schema>,
  'selectFrom' | 'selectNoFrom' | 'with' | 'fn' | 'dynamic' | 'executeQuery' | 'getExecutor'
>;

/**
 * The open store. Reads see what is committed; every change goes through `write`.
 */
export interface Db {
  readonly engine: Engine;
  readonly read: Reader;
  /**
   * Runs `work` as one transaction and resolves once it is durable: after this a crash of the process or of the
   * machine takes nothing back. When `work` rejects, all it did is undone and its error is passed on.
   *
   * `work` awaits nothing but queries on the executor it is given. On SQLite the works of requests in flight share a
   * commit, so waiting for a network inside one would hold up everybody's; and a `write` inside a `work` would wait
   * for itself, so it is refused (`db.nested_write`).
   */
  write<T>(work: (tx: Executor) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}
