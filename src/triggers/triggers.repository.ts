import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import { type Executor, type Reader, type Schema, bumpVersion } from '../db/index.ts';
import { findDataSource } from '../data-sources/index.ts';
import { claimAnswerName } from './answer-names.repository.ts';
import { triggerNotFound, triggerSourceUnknown } from './triggers.errors.ts';

/** A trigger as it is kept; `config` has the shape its `type` says, which the schemas check before it comes here. */
export type StoredTrigger = {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly dataSourceId: string | null;
  readonly active: boolean;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

export type TriggerToStore = Pick<StoredTrigger, 'name' | 'type' | 'config'> & {
  readonly dataSourceId?: string | null;
  readonly active?: boolean;
};

/** Every trigger, by name. */
export async function listTriggers(db: Reader): Promise<readonly StoredTrigger[]> {
  const rows = await db.selectFrom('triggers').selectAll().orderBy('name').orderBy('id').execute();
  return rows.map(toTrigger);
}

export async function findTrigger(db: Reader, id: string): Promise<StoredTrigger | undefined> {
  const row = await db.selectFrom('triggers').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toTrigger(row);
}

export async function countTriggers(db: Reader): Promise<number> {
  const { count } = await db
    .selectFrom('triggers')
    .select((row) => row.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** @throws AppError `triggers.name_taken` or `triggers.source_unknown` */
export async function insertTrigger(
  tx: Executor,
  trigger: TriggerToStore,
  at: Date,
): Promise<StoredTrigger> {
  await requireSource(tx, trigger.dataSourceId);
  const row = await tx
    .insertInto('triggers')
    .values({
      id: randomUUID(),
      name: trigger.name,
      type: trigger.type,
      config: trigger.config,
      data_source_id: trigger.dataSourceId ?? null,
      active: trigger.active ?? true,
      created_at: at,
      updated_at: at,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await claimAnswerName(tx, row.name, { triggerId: row.id });
  await bumpVersion(tx, 'triggers');
  return toTrigger(row);
}

/** @throws AppError `triggers.not_found`, `triggers.name_taken` or `triggers.source_unknown` */
export async function updateTrigger(
  tx: Executor,
  id: string,
  change: Partial<TriggerToStore>,
  at: Date,
): Promise<StoredTrigger> {
  const { dataSourceId, ...same } = change;
  await requireSource(tx, dataSourceId);
  const row = await tx
    .updateTable('triggers')
    .set({
      ...same,
      ...(dataSourceId === undefined ? {} : { data_source_id: dataSourceId }),
      updated_at: at,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw triggerNotFound(id);
  if (change.name !== undefined) await claimAnswerName(tx, change.name, { triggerId: id });
  await bumpVersion(tx, 'triggers');
  return toTrigger(row);
}

/** Removes it, from its groups too. @throws AppError `triggers.not_found` */
export async function deleteTrigger(tx: Executor, id: string): Promise<void> {
  const { numDeletedRows } = await tx
    .deleteFrom('triggers')
    .where('id', '=', id)
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw triggerNotFound(id);
  await bumpVersion(tx, 'triggers');
}

/** Asked before, because a broken foreign key would only say that something somewhere is missing. */
async function requireSource(tx: Executor, dataSourceId: string | null | undefined): Promise<void> {
  if (dataSourceId === undefined || dataSourceId === null) return;
  const source = await findDataSource(tx, dataSourceId);
  if (!source) throw triggerSourceUnknown(dataSourceId);
}

function toTrigger(row: Selectable<Schema['triggers']>): StoredTrigger {
  return {
    id: row.id,
    name: row.name,
    type: row.type,
    config: row.config as Readonly<Record<string, unknown>>,
    dataSourceId: row.data_source_id,
    active: row.active,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
