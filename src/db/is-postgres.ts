import { PostgresAdapter } from 'kysely';
import type { Executor } from './db.ts';

/** Whether queries of this transaction go to PostgreSQL, for the few that both engines say differently. */
export function isPostgres(db: Pick<Executor, 'getExecutor'>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter;
}
