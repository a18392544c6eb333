import { type Executor, type Reader, type ValueOf, prepareQuery } from '../db/index.ts';

/** One person in one chat: what `2` or `next` means is remembered for each. */
export type Conversation = { readonly chat: string; readonly sender: string };

const selectState = prepareQuery((db, value: ValueOf<{ id: string; now: Date }>) =>
  db
    .selectFrom('pending_answers')
    .select('state')
    .where('id', '=', value('id'))
    .where('expires_at', '>', value('now')),
);

/** What was put there last, unless it has expired or was cleared. The caller knows its shape. */
export async function findPendingAnswer(
  db: Reader,
  conversation: Conversation,
  now: Date,
): Promise<unknown> {
  const { rows } = await selectState(db, { id: idOf(conversation), now });
  return rows[0]?.state;
}

/** Replaces what the conversation waited for. `state` is a list or an object. */
export async function setPendingAnswer(
  tx: Executor,
  conversation: Conversation,
  pending: { readonly state: object; readonly expiresAt: Date; readonly at: Date },
): Promise<void> {
  const { state, expiresAt, at } = pending;
  await tx
    .insertInto('pending_answers')
    .values({ id: idOf(conversation), state, expires_at: expiresAt, updated_at: at })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet((row) => ({
        state: row.ref('excluded.state'),
        expires_at: row.ref('excluded.expires_at'),
        updated_at: row.ref('excluded.updated_at'),
      })),
    )
    .execute();
}

const deleteOne = prepareQuery((db, value: ValueOf<{ id: string }>) =>
  db.deleteFrom('pending_answers').where('id', '=', value('id')),
);

export async function clearPendingAnswer(tx: Executor, conversation: Conversation): Promise<void> {
  await deleteOne(tx, { id: idOf(conversation) });
}

/** Forgets what nobody can answer any more; returns how many. */
export async function deleteExpiredPendingAnswers(tx: Executor, now: Date): Promise<number> {
  const { numDeletedRows } = await tx
    .deleteFrom('pending_answers')
    .where('expires_at', '<=', now)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

function idOf({ chat, sender }: Conversation): string {
  return `${chat}\n${sender}`;
}
