import { sql } from 'kysely';
import type { Executor } from './db.ts';
import { isPostgres } from './is-postgres.ts';

/**
 * Waits until no other transaction holds the same turn, and holds it to the end of this one. Needed where a
 * transaction decides by what it has read: on PostgreSQL two of them may read the same and both go on, in one process
 * or in two. On SQLite a transaction that writes is alone from its beginning.
 *
 * @param turn what must not be done twice at once, such as `log-in sari`
 */
export async function takeTurns(tx: Executor, turn: string): Promise<void> {
  if (!isPostgres(tx)) return;
  await sql`SELECT pg_advisory_xact_lock(hashtextextended(${turn}, 0))`.execute(tx);
}
