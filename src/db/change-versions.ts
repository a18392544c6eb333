import { sql } from 'kysely';
import type { Executor, Reader } from './db.ts';
import { prepareQuery } from './prepare-query.ts';

/** What is kept in memory elsewhere and must be read again when it changed. */
export type Topic =
  | 'settings'
  | 'contacts'
  | 'data-sources'
  | 'triggers'
  | 'ai-triggers'
  | 'ai-models'
  | 'tag-aliases';
export type ChangeVersions = Readonly<Partial<Record<Topic, number>>>;

/** Counts a change of that kind, in the transaction that makes it. */
export async function bumpVersion(tx: Executor, topic: Topic): Promise<void> {
  await tx
    .insertInto('change_versions')
    .values({ topic })
    .onConflict((conflict) =>
      conflict.column('topic').doUpdateSet({ version: sql`change_versions.version + 1` }),
    )
    .execute();
}

const selectVersions = prepareQuery((db) => db.selectFrom('change_versions').selectAll());

/**
 * How often each kind of thing was changed. Whoever keeps triggers, settings or the like in memory compares this
 * with what it last saw; changes of other processes and of the command line are seen this way too.
 */
export async function readVersions(db: Reader): Promise<ChangeVersions> {
  const { rows } = await selectVersions(db, {});
  return Object.fromEntries(rows.map(({ topic, version }) => [topic, version]));
}
