import { type ExecutionMode, type Executor, type Reader, bumpVersion } from '../db/index.ts';
import { answerKey } from '../lib/answer-key.ts';
import type { StoredTrigger } from './triggers.repository.ts';

/** What triggers and groups of the store are called, for whoever brings others. */
export type KnownAnswers = {
  readonly triggerIds: ReadonlySet<string>;
  readonly groupIds: ReadonlySet<string>;
  /** By `answerKey`, whose name it is. */
  readonly names: ReadonlyMap<string, { readonly id: string; readonly name: string }>;
};

export type ImportedTrigger = Omit<StoredTrigger, 'updatedAt'>;

export type ImportedGroup = {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly executionMode: ExecutionMode;
  readonly triggerIds: readonly string[];
  readonly createdAt: Date;
};

/** Rows of one statement: some thousand parameters are what both engines take. */
const ROWS_AT_ONCE = 250;

export async function readKnownAnswers(db: Reader): Promise<KnownAnswers> {
  const triggers = await db.selectFrom('triggers').select(['id', 'name']).execute();
  const groups = await db.selectFrom('trigger_groups').select(['id', 'name']).execute();
  const all = [...triggers, ...groups];
  return {
    triggerIds: new Set(triggers.map(({ id }) => id)),
    groupIds: new Set(groups.map(({ id }) => id)),
    names: new Map(all.map(({ id, name }) => [answerKey(name), { id, name }])),
  };
}

/**
 * Puts in triggers and groups under ids of their own, all with one statement for some hundred. Their names must be
 * free, their configs checked, their sources there.
 */
export async function insertImportedAnswers(
  tx: Executor,
  triggers: readonly ImportedTrigger[],
  groups: readonly ImportedGroup[],
): Promise<void> {
  if (triggers.length + groups.length === 0) return;
  for (const rows of slices(triggers)) {
    await tx
      .insertInto('triggers')
      .values(
        rows.map(({ dataSourceId, createdAt, ...trigger }) => ({
          ...trigger,
          data_source_id: dataSourceId,
          created_at: createdAt,
          updated_at: createdAt,
        })),
      )
      .execute();
    await tx
      .insertInto('answer_names')
      .values(
        rows.map(({ id, name }) => ({ key: answerKey(name), trigger_id: id, group_id: null })),
      )
      .execute();
  }
  for (const rows of slices(groups)) {
    await tx
      .insertInto('trigger_groups')
      .values(
        rows.map(({ id, name, description, executionMode, createdAt }) => ({
          id,
          name,
          description,
          execution_mode: executionMode,
          created_at: createdAt,
          updated_at: createdAt,
        })),
      )
      .execute();
    await tx
      .insertInto('answer_names')
      .values(
        rows.map(({ id, name }) => ({ key: answerKey(name), trigger_id: null, group_id: id })),
      )
      .execute();
  }
  const members = groups.flatMap(({ id, triggerIds, createdAt }) =>
    triggerIds.map((triggerId, position) => ({
      group_id: id,
      trigger_id: triggerId,
      position,
      created_at: createdAt,
    })),
  );
  for (const rows of slices(members)) {
    await tx.insertInto('trigger_group_members').values(rows).execute();
  }
  await bumpVersion(tx, 'triggers');
}

function* slices<T>(rows: readonly T[]): Generator<T[]> {
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    yield rows.slice(start, start + ROWS_AT_ONCE);
  }
}
