import { sql } from 'kysely';
import { recordQueryPresetUse } from '../data-sources/index.ts';
import { type Executor, type ValueOf, prepareQuery } from '../db/index.ts';

/** That a trigger was asked, and how it went. */
export type TriggerUse = {
  readonly triggerId: string;
  /** Of the query it took its text from. */
  readonly presetId?: string;
  /** `answered`, or the code of the error that was told. */
  readonly outcome: string;
};

const countUse = prepareQuery(
  (db, value: ValueOf<{ triggerId: string; outcome: string; at: Date }>) =>
    db
      .insertInto('trigger_usage')
      .columns(['trigger_id', 'usage_count', 'last_used', 'last_outcome'])
      // From the table of triggers, because one that was deleted while it ran must not undo its answer.
      .expression((row) =>
        row
          .selectFrom('triggers')
          .select([
            'id',
            sql.lit(1).as('usage_count'),
            value('at').as('last_used'),
            value('outcome').as('last_outcome'),
          ])
          .where('id', '=', value('triggerId')),
      )
      .onConflict((conflict) =>
        conflict.column('trigger_id').doUpdateSet((row) => ({
          usage_count: sql`trigger_usage.usage_count + 1`,
          last_used: row.ref('excluded.last_used'),
          last_outcome: row.ref('excluded.last_outcome'),
        })),
      ),
);

/** Counts questions, in the transaction that writes their answer. Nothing that is kept in memory changes. */
export async function recordTriggerUses(
  tx: Executor,
  uses: readonly TriggerUse[],
  at: Date,
): Promise<void> {
  // In one order everywhere: two answers of two groups that share members would wait for each other for ever.
  const inOrder = uses.length < 2 ? uses : uses.toSorted(byTrigger);
  for (const { triggerId, outcome } of inOrder) await countUse(tx, { triggerId, outcome, at });
  const answered = uses.filter(({ outcome }) => outcome === 'answered');
  const presets = new Set(answered.flatMap(({ presetId }) => presetId ?? []));
  for (const id of [...presets].sort()) await recordQueryPresetUse(tx, id);
}

function byTrigger(a: TriggerUse, b: TriggerUse): number {
  return a.triggerId < b.triggerId ? -1 : 1;
}
