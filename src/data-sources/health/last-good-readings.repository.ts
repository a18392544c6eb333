import {
  type Executor,
  type Reader,
  type ValueOf,
  isPostgres,
  prepareQuery,
} from '../../db/index.ts';
import type { LastGood } from './create-last-good-memory.ts';

type Values = { id: string; tag: string; reading: LastGood; at: Date };

const upsert = prepareQuery((db, value: ValueOf<Values>) =>
  db
    .insertInto('last_good_readings')
    .values({
      data_source_id: value('id'),
      tag: value('tag'),
      reading: value('reading'),
      updated_at: value('at'),
    })
    .onConflict((conflict) =>
      conflict.columns(['data_source_id', 'tag']).doUpdateSet((row) => ({
        reading: row.ref('excluded.reading'),
        updated_at: row.ref('excluded.updated_at'),
      })),
    ),
);

/** The last good readings of a source as they were written down, those written last first. */
export async function listLastGood(db: Reader, sourceId: string): Promise<readonly LastGood[]> {
  const rows = await db
    .selectFrom('last_good_readings')
    .select('reading')
    .where('data_source_id', '=', sourceId)
    .orderBy('updated_at', 'desc')
    .execute();
  return rows.map(({ reading }) => reading as LastGood);
}

/**
 * Writes readings down, unless the source was changed since it was opened, as `changedAt` says: then they may be of
 * another system.
 */
export async function writeLastGood(
  tx: Executor,
  source: { readonly id: string; readonly changedAt: Date },
  readings: readonly LastGood[],
  at: Date,
): Promise<void> {
  let query = tx.selectFrom('data_sources').select('updated_at').where('id', '=', source.id);
  // Nobody changes it until this is committed, and then what is written here is forgotten with the rest.
  if (isPostgres(tx)) query = query.forShare();
  const now = await query.executeTakeFirst();
  if (now?.updated_at.getTime() !== source.changedAt.getTime()) return;
  for (const reading of readings) {
    await upsert(tx, { id: source.id, tag: reading.tag.name.toLowerCase(), reading, at });
  }
}

/** Forgets what says nothing of the present any more. */
export async function deleteLastGoodBefore(tx: Executor, before: Date): Promise<void> {
  await tx.deleteFrom('last_good_readings').where('updated_at', '<', before).execute();
}

/** Forgets what a source told before it was pointed elsewhere. */
export async function deleteLastGoodOf(tx: Executor, sourceId: string): Promise<void> {
  await tx.deleteFrom('last_good_readings').where('data_source_id', '=', sourceId).execute();
}
