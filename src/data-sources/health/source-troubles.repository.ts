import type { Selectable } from 'kysely';
import type { Executor, Reader, Schema } from '../../db/index.ts';

/** That a source does not answer, or did not, and who was told. */
export type SourceTrouble = {
  readonly sourceId: string;
  readonly failingSince: Date;
  /** In words. */
  readonly reason: string;
  readonly reasonKind: string;
  readonly isOver: boolean;
  /** Told that it ceased, and not yet that it is back. */
  readonly isTold: boolean;
  readonly toldAt: Date | null;
};

export async function listSourceTroubles(db: Reader): Promise<readonly SourceTrouble[]> {
  const rows = await db.selectFrom('source_troubles').selectAll().execute();
  return rows.map(toTrouble);
}

/** Writes down that a source does not answer; false when that is known already, of whichever process. */
export async function beginTrouble(
  tx: Executor,
  {
    sourceId,
    failingSince,
    reason,
    reasonKind,
  }: Pick<SourceTrouble, 'sourceId' | 'failingSince' | 'reason' | 'reasonKind'>,
): Promise<boolean> {
  // Whether it was told stays: who was told of the last one, and not of its end yet, need not hear of this one too.
  const values = { failing_since: failingSince, reason, reason_kind: reasonKind, is_over: false };
  const begun = await tx
    .insertInto('source_troubles')
    .values({ data_source_id: sourceId, ...values })
    .onConflict((conflict) =>
      conflict
        .column('data_source_id')
        .doUpdateSet(values)
        .where('source_troubles.is_over', '=', true),
    )
    .returning('data_source_id')
    .executeTakeFirst();
  return begun !== undefined;
}

/** Writes down that a source answers again; false when there is no trouble, or it is over already. */
export async function endTrouble(tx: Executor, sourceId: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('source_troubles')
    .set({ is_over: true })
    .where('data_source_id', '=', sourceId)
    .where('is_over', '=', false)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Takes the right to tell of a trouble's begin, or of its end; false when another process has it. */
export async function claimTelling(
  tx: Executor,
  { sourceId, isOver, isTold, failingSince }: SourceTrouble,
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('source_troubles')
    .set(isOver ? { is_told: false } : { is_told: true, told_at: now })
    .where('data_source_id', '=', sourceId)
    .where('failing_since', '=', failingSince)
    .where('is_over', '=', isOver)
    .where('is_told', '=', isTold)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

function toTrouble(row: Selectable<Schema['source_troubles']>): SourceTrouble {
  return {
    sourceId: row.data_source_id,
    failingSince: row.failing_since,
    reason: row.reason,
    reasonKind: row.reason_kind,
    isOver: row.is_over,
    isTold: row.is_told,
    toldAt: row.told_at,
  };
}
