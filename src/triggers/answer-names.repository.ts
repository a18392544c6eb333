import { sql } from 'kysely';
import type { Executor, Reader } from '../db/index.ts';
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
  if (claimed) return;
  const holder = await findNameHolder(tx, name);
  throw triggerNameTaken(name, holder ?? { kind: 'trigger', id: '', name });
}

/** The trigger or group that answers to this name, or to one that cannot be told from it. */
export async function findNameHolder(db: Reader, name: string): Promise<NameHolder | undefined> {
  const key = answerKey(name);
  const row = await db
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
  if (!row) return undefined;
  return row.trigger_id === null
    ? { kind: 'group', id: row.group_id ?? '', name: row.group_name ?? key }
    : { kind: 'trigger', id: row.trigger_id, name: row.trigger_name ?? key };
}

/** A name, of a trigger or a group, that begins like this in any case; undefined when none does. */
export async function findNameBeginning(
  db: Reader,
  beginning: string,
): Promise<string | undefined> {
  const pattern = `${beginning.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const name = sql<string>`coalesce(triggers.name, trigger_groups.name)`;
  const row = await db
    .selectFrom('answer_names')
    .leftJoin('triggers', 'triggers.id', 'answer_names.trigger_id')
    .leftJoin('trigger_groups', 'trigger_groups.id', 'answer_names.group_id')
    .select(name.as('name'))
    .where(sql<boolean>`lower(${name}) LIKE ${pattern} ESCAPE '\\'`)
    .orderBy(name)
    .limit(1)
    .executeTakeFirst();
  return row?.name;
}
