import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import {
  type ExecutionMode,
  type Executor,
  type Page,
  type PageRequest,
  type Reader,
  type Schema,
  bumpVersion,
  readPage,
} from '../db/index.ts';
import { claimAnswerName } from './answer-names.repository.ts';
import { groupMemberUnknown, triggerGroupNotFound } from './triggers.errors.ts';

/** Triggers answered together. */
export type TriggerGroup = {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly executionMode: ExecutionMode;
  /** Its members in the order they are shown. */
  readonly triggerIds: readonly string[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

export type TriggerGroupToStore = Pick<TriggerGroup, 'name' | 'triggerIds'> & {
  /** Chosen by the caller where it comes from elsewhere, such as a file of settings. */
  readonly id?: string;
  readonly description?: string | null;
  readonly executionMode?: ExecutionMode;
};

/** What is left out, or undefined, stays. */
export type TriggerGroupUpdate = {
  readonly [Field in Exclude<keyof TriggerGroupToStore, 'id'>]?:
    | TriggerGroupToStore[Field]
    | undefined;
};

/** Every group with its members, by name: two queries however many groups there are. */
export async function listTriggerGroups(db: Reader): Promise<readonly TriggerGroup[]> {
  const groups = await db
    .selectFrom('trigger_groups')
    .selectAll()
    .orderBy('name')
    .orderBy('id')
    .execute();
  return withMembers(groups, await selectMembers(db).execute());
}

/** A page of groups, by name unless asked otherwise. @throws AppError `http.sort_unknown`, `http.cursor_invalid` */
export async function pageTriggerGroups(
  db: Reader,
  request: PageRequest,
): Promise<Page<TriggerGroup>> {
  const { items, nextCursor } = await readPage(
    db.selectFrom('trigger_groups').selectAll('trigger_groups'),
    request,
    {
      id: 'trigger_groups.id',
      sorts: {
        name: { column: 'trigger_groups.name', kind: 'text' },
        createdAt: { column: 'trigger_groups.created_at', kind: 'instant' },
        updatedAt: { column: 'trigger_groups.updated_at', kind: 'instant' },
      },
      defaultSort: 'name',
      searched: ['trigger_groups.name', 'trigger_groups.description'],
    },
  );
  const ids = items.map(({ id }) => id);
  const members =
    ids.length === 0 ? [] : await selectMembers(db).where('group_id', 'in', ids).execute();
  return { items: withMembers(items, members), nextCursor };
}

export async function findTriggerGroup(db: Reader, id: string): Promise<TriggerGroup | undefined> {
  const row = await db
    .selectFrom('trigger_groups')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toTriggerGroup(row, await listMembers(db, id));
}

/** @throws AppError `triggers.name_taken` or `trigger_groups.member_unknown` */
export async function insertTriggerGroup(
  tx: Executor,
  group: TriggerGroupToStore,
  at: Date,
): Promise<TriggerGroup> {
  const row = await tx
    .insertInto('trigger_groups')
    .values({
      id: group.id ?? randomUUID(),
      name: group.name,
      description: group.description ?? null,
      execution_mode: group.executionMode ?? 'parallel',
      created_at: at,
      updated_at: at,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await claimAnswerName(tx, row.name, { groupId: row.id });
  const triggerIds = await replaceMembers(tx, row.id, group.triggerIds, at);
  await bumpVersion(tx, 'triggers');
  return toTriggerGroup(row, triggerIds);
}

/**
 * Changes what is named; `triggerIds`, when given, are all its members from then on.
 *
 * @throws AppError `trigger_groups.not_found`, `triggers.name_taken` or `trigger_groups.member_unknown`
 */
export async function updateTriggerGroup(
  tx: Executor,
  id: string,
  change: TriggerGroupUpdate,
  at: Date,
): Promise<TriggerGroup> {
  const row = await tx
    .updateTable('trigger_groups')
    .set({
      ...(change.name === undefined ? {} : { name: change.name }),
      ...(change.description === undefined ? {} : { description: change.description }),
      ...(change.executionMode === undefined ? {} : { execution_mode: change.executionMode }),
      updated_at: at,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw triggerGroupNotFound(id);
  if (change.name !== undefined) await claimAnswerName(tx, change.name, { groupId: id });
  const triggerIds = change.triggerIds
    ? await replaceMembers(tx, id, change.triggerIds, at)
    : await listMembers(tx, id);
  await bumpVersion(tx, 'triggers');
  return toTriggerGroup(row, triggerIds);
}

/** Removes the group; its triggers stay. @throws AppError `trigger_groups.not_found` */
export async function deleteTriggerGroup(tx: Executor, id: string): Promise<void> {
  const { numDeletedRows } = await tx
    .deleteFrom('trigger_groups')
    .where('id', '=', id)
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw triggerGroupNotFound(id);
  await bumpVersion(tx, 'triggers');
}

/** A trigger as its group shows it. */
export type GroupMember = {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly active: boolean;
  readonly dataSourceId: string | null;
};

/** What the members of groups are, each group's in its order. */
export async function describeMembers(
  db: Reader,
  groupIds: readonly string[],
): Promise<ReadonlyMap<string, readonly GroupMember[]>> {
  if (groupIds.length === 0) return new Map();
  const rows = await db
    .selectFrom('trigger_group_members')
    .innerJoin('triggers', 'triggers.id', 'trigger_group_members.trigger_id')
    .select(['group_id', 'triggers.id', 'name', 'type', 'active', 'data_source_id'])
    .where('group_id', 'in', groupIds)
    .orderBy('position')
    .orderBy('trigger_group_members.id')
    .execute();
  const membersOf = Map.groupBy(rows, ({ group_id }) => group_id);
  return new Map(
    [...membersOf].map(([groupId, members]) => [
      groupId,
      members.map(({ id, name, type, active, data_source_id: dataSourceId }) => ({
        id,
        name,
        type,
        active,
        dataSourceId,
      })),
    ]),
  );
}

/** Members of groups, each group's in its order. */
function selectMembers(db: Reader) {
  return db
    .selectFrom('trigger_group_members')
    .select(['group_id', 'trigger_id'])
    .orderBy('position')
    .orderBy('id');
}

function withMembers(
  groups: readonly Selectable<Schema['trigger_groups']>[],
  members: readonly { readonly group_id: string; readonly trigger_id: string }[],
): readonly TriggerGroup[] {
  const membersOf = Map.groupBy(members, ({ group_id }) => group_id);
  return groups.map((group) =>
    toTriggerGroup(group, membersOf.get(group.id)?.map(({ trigger_id }) => trigger_id) ?? []),
  );
}

async function listMembers(db: Reader, groupId: string): Promise<readonly string[]> {
  const rows = await selectMembers(db).where('group_id', '=', groupId).execute();
  return rows.map(({ trigger_id }) => trigger_id);
}

async function replaceMembers(
  tx: Executor,
  groupId: string,
  triggerIds: readonly string[],
  at: Date,
): Promise<readonly string[]> {
  const wanted = [...new Set(triggerIds)];
  await tx.deleteFrom('trigger_group_members').where('group_id', '=', groupId).execute();
  if (wanted.length === 0) return wanted;
  const known = await tx.selectFrom('triggers').select('id').where('id', 'in', wanted).execute();
  const knownIds = new Set(known.map(({ id }) => id));
  const unknown = wanted.filter((id) => !knownIds.has(id));
  if (unknown.length > 0) throw groupMemberUnknown(unknown);
  await tx
    .insertInto('trigger_group_members')
    .values(
      wanted.map((triggerId, position) => ({
        group_id: groupId,
        trigger_id: triggerId,
        position,
        created_at: at,
      })),
    )
    .execute();
  return wanted;
}

function toTriggerGroup(
  row: Selectable<Schema['trigger_groups']>,
  triggerIds: readonly string[],
): TriggerGroup {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    executionMode: row.execution_mode,
    triggerIds,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  };
}
