import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import {
  type ExecutionMode,
  type Executor,
  type Reader,
  type Schema,
  bumpVersion,
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
  readonly description?: string | null;
  readonly executionMode?: ExecutionMode;
};

/** Every group with its members, by name: two queries however many groups there are. */
export async function listTriggerGroups(db: Reader): Promise<readonly TriggerGroup[]> {
  const groups = await db
    .selectFrom('trigger_groups')
    .selectAll()
    .orderBy('name')
    .orderBy('id')
    .execute();
  const members = await db
    .selectFrom('trigger_group_members')
    .select(['group_id', 'trigger_id'])
    .orderBy('position')
    .orderBy('id')
    .execute();
  const membersOf = Map.groupBy(members, ({ group_id }) => group_id);
  return groups.map((group) =>
    toTriggerGroup(group, membersOf.get(group.id)?.map(({ trigger_id }) => trigger_id) ?? []),
  );
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
      id: randomUUID(),
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
  change: Partial<TriggerGroupToStore>,
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

async function listMembers(db: Reader, groupId: string): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('trigger_group_members')
    .select('trigger_id')
    .where('group_id', '=', groupId)
    .orderBy('position')
    .orderBy('id')
    .execute();
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
