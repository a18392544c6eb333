import type { Db } from '../../db/index.ts';
import type { KeptSource } from './create-health-keeper.ts';
import type { LastGoodMemory } from './create-last-good-memory.ts';
import { writeLastGood } from './last-good-readings.repository.ts';

/** In one transaction: on SQLite nobody else writes meanwhile, so it must be a matter of milliseconds. */
const READINGS_AT_ONCE = 500;

/** Writes down what was newly read, so that a source that is dead after a restart can still be answered for. */
export async function keepLastGood(
  db: Db,
  source: KeptSource,
  memory: LastGoodMemory,
  at: Date,
): Promise<void> {
  const changed = memory.takeChanged();
  for (let from = 0; from < changed.length; from += READINGS_AT_ONCE) {
    const some = changed.slice(from, from + READINGS_AT_ONCE);
    await db.write((tx) => writeLastGood(tx, source, some, at));
  }
}
