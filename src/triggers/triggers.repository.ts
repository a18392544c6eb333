import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import {
  type Executor,
  type Page,
  type PageRequest,
  type Reader,
  type Schema,
  bumpVersion,
  readPage,
} from '../db/index.ts';
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

/** A trigger with how it was used. */
export type UsedTrigger = StoredTrigger & {
  readonly usageCount: number;
  readonly lastUsed: Date | null;
  /** `answered`, or the code of the error that was told. */
  readonly lastOutcome: string | null;
};

export type TriggerFilter = {
  readonly type?: string | undefined;
  readonly dataSourceId?: string | undefined;
  readonly active?: boolean | undefined;
  /** Whether only names are searched, and not what the triggers ask. */
  readonly names?: boolean | undefined;
};

/** What is left out, or undefined, stays. */
export type TriggerUpdate = {
  readonly [Field in keyof TriggerToStore]?: TriggerToStore[Field] | undefined;
};

export type TriggerToStore = Pick<StoredTrigger, 'name' | 'type' | 'config'> & {
  /** Chosen by the caller where it comes from elsewhere, such as a file of settings. */
  readonly id?: string;
  readonly dataSourceId?: string | null;
  readonly active?: boolean;
};

/** Every trigger, by name. */
export async function listTriggers(db: Reader): Promise<readonly StoredTrigger[]> {
  const rows = await db.selectFrom('triggers').selectAll().orderBy('name').orderBy('id').execute();
  return rows.map(toTrigger);
}

/** A page of triggers, by name unless asked otherwise. @throws AppError `http.sort_unknown`, `http.cursor_invalid` */
export async function pageTriggers(
  db: Reader,
  request: PageRequest,
  { type, dataSourceId, active, names }: TriggerFilter,
): Promise<Page<UsedTrigger>> {
  let query = selectUsed(db);
  if (type !== undefined) query = query.where('triggers.type', '=', type);
  if (dataSourceId !== undefined) query = query.where('data_source_id', '=', dataSourceId);
  if (active !== undefined) query = query.where('triggers.active', '=', active);
  const page = await readPage(query, request, {
    id: 'triggers.id',
    sorts: {
      name: { column: 'triggers.name', kind: 'text' },
      type: { column: 'triggers.type', kind: 'text' },
      usageCount: { column: 'trigger_usage.usage_count', kind: 'number' },
      lastUsed: { column: 'trigger_usage.last_used', kind: 'instant' },
      createdAt: { column: 'triggers.created_at', kind: 'instant' },
      updatedAt: { column: 'triggers.updated_at', kind: 'instant' },
    },
    defaultSort: 'name',
    searched: names ? ['triggers.name'] : ['triggers.name', 'triggers.config'],
  });
  return { ...page, items: page.items.map(toUsedTrigger) };
}

export async function findUsedTrigger(db: Reader, id: string): Promise<UsedTrigger | undefined> {
  const row = await selectUsed(db).where('triggers.id', '=', id).executeTakeFirst();
  return row && toUsedTrigger(row);
}

function selectUsed(db: Reader) {
  return db
    .selectFrom('triggers')
    .leftJoin('trigger_usage', 'trigger_usage.trigger_id', 'triggers.id')
    .selectAll('triggers')
    .select(['trigger_usage.usage_count', 'trigger_usage.last_used', 'trigger_usage.last_outcome']);
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
      id: trigger.id ?? randomUUID(),
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
  { name, type, config, active, dataSourceId }: TriggerUpdate,
  at: Date,
): Promise<StoredTrigger> {
  await requireSource(tx, dataSourceId);
  const row = await tx
    .updateTable('triggers')
    .set({
      ...(name === undefined ? {} : { name }),
      ...(type === undefined ? {} : { type }),
      ...(config === undefined ? {} : { config }),
      ...(active === undefined ? {} : { active }),
      ...(dataSourceId === undefined ? {} : { data_source_id: dataSourceId }),
      updated_at: at,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw triggerNotFound(id);
  if (name !== undefined) await claimAnswerName(tx, name, { triggerId: id });
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
export async function requireSource(
  db: Reader,
  dataSourceId: string | null | undefined,
): Promise<void> {
  if (dataSourceId === undefined || dataSourceId === null) return;
  const source = await findDataSource(db, dataSourceId);
  if (!source) throw triggerSourceUnknown(dataSourceId);
}

function toUsedTrigger(
  row: Selectable<Schema['triggers']> & {
    readonly usage_count: number | null;
    readonly last_used: Date | null;
    readonly last_outcome: string | null;
  },
): UsedTrigger {
  return {
    ...toTrigger(row),
    usageCount: row.usage_count ?? 0,
    lastUsed: row.last_used,
    lastOutcome: row.last_outcome,
  };
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
