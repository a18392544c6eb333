import { sql } from 'kysely';
import { findDataSource } from '../data-sources/index.ts';
import { type Executor, type Reader, type ValueOf, prepareQuery } from '../db/index.ts';

/** How often a tag was chosen after the same words. */
export interface TagChoice {
  readonly dataSourceId: string;
  readonly tag: string;
  readonly times: number;
}

const selectChoices = prepareQuery((db, value: ValueOf<{ wordsKey: string }>) =>
  db
    .selectFrom('tag_choices')
    .select(['data_source_id', 'tag', 'times'])
    .where('words_key', '=', value('wordsKey')),
);

export async function listTagChoices(db: Reader, wordsKey: string): Promise<readonly TagChoice[]> {
  const { rows } = await selectChoices(db, { wordsKey });
  return rows.map(({ data_source_id, tag, times }) => ({
    dataSourceId: data_source_id,
    tag,
    times,
  }));
}

/** Counts one choice. A source that is gone meanwhile is nothing to remember. */
export async function recordTagChoice(
  tx: Executor,
  { wordsKey, sourceId, tag }: { wordsKey: string; sourceId: string; tag: string },
  at: Date,
): Promise<void> {
  if (!(await findDataSource(tx, sourceId))) return;
  await tx
    .insertInto('tag_choices')
    .values({ words_key: wordsKey, data_source_id: sourceId, tag, times: 1, last_chosen_at: at })
    .onConflict((conflict) =>
      conflict
        .columns(['words_key', 'data_source_id', 'tag'])
        .doUpdateSet({ times: sql`tag_choices.times + 1`, last_chosen_at: at }),
    )
    .execute();
}
