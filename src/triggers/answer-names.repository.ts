import type { Executor } from '../db/index.ts';
import { answerKey } from '../lib/answer-key.ts';
import { type NameHolder, triggerNameTaken } from './triggers.errors.ts';

/** Whose name it is: exactly one of the two. */
export type NameOwner = { readonly triggerId: string } | { readonly groupId: string };

/**
 * Makes `name` the one its owner answers to, in place of the one before.
 *
 * @throws AppError `triggers.name_taken` when another trigger or group answers to the same key
 */
export async function claimAnswerName(tx: Executor, name: string, owner: NameOwner): Promise<void> {
  const ids =
    'triggerId' in owner
      ? { trigger_id: owner.triggerId, group_id: null }
      : { trigger_id: null, group_id: owner.groupId };
  const key = answerKey(name);
  await tx
    .deleteFrom('answer_names')
    .where((row) =>
      'triggerId' in owner
        ? row('trigger_id', '=', owner.triggerId)
        : row('group_id', '=', owner.groupId),
    )
    .execute();
  const claimed = await tx
    .insertInto('answer_names')
    .values({ key, ...ids })
    .onConflict((conflict) => conflict.column('key').doNothing())
    .returning('key')
    .executeTakeFirst();
  if (!claimed) throw triggerNameTaken(name, await findHolder(tx, key));
}

async function findHolder(tx: Executor, key: string): Promise<NameHolder> {
  const row = await tx
    .selectFrom('answer_names')
    .leftJoin('triggers', 'triggers.id', 'answer_names.trigger_id')
    .leftJoin('trigger_groups', 'trigger_groups.id', 'answer_names.group_id')
    .select([
      'answer_names.trigger_id',
      'answer_names.group_id',
      'triggers.name as trigger_name',
      'trigger_groups.name as group_name',
    ])
    .where('answer_names.key', '=', key)
    .executeTakeFirst();
  return row?.trigger_id
    ? { kind: 'trigger', id: row.trigger_id, name: row.trigger_name ?? key }
    : { kind: 'group', id: row?.group_id ?? '', name: row?.group_name ?? key };
}
