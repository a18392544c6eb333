import { type Executor, type Reader, type ValueOf, prepareQuery } from '../db/index.ts';

/** What a network sent us, until it is dealt with. */
export type WebhookEvent = {
  readonly id: number;
  readonly body: Uint8Array;
  readonly attempts: number;
};

/** Tried so often it is kept for somebody to look at, and tried no more. */
export const ATTEMPTS_MAX = 20;

const insertEvent = prepareQuery(
  (db, value: ValueOf<{ transport: string; body: Uint8Array; at: Date }>) =>
    db.insertInto('webhook_events').values({
      transport: value('transport'),
      body: value('body'),
      due_at: value('at'),
      created_at: value('at'),
    }),
);

/** Keeps it as it came. */
export async function keepWebhookEvent(
  tx: Executor,
  event: { readonly transport: string; readonly body: Uint8Array; readonly at: Date },
): Promise<void> {
  // Both engines' drivers know a Buffer for bytes.
  await insertEvent(tx, { ...event, body: Buffer.from(event.body) });
}

/** What is due, in the order it came. */
export async function listDueWebhookEvents(
  db: Reader,
  wanted: { readonly transport: string; readonly now: Date; readonly limit: number },
): Promise<readonly WebhookEvent[]> {
  return await db
    .selectFrom('webhook_events')
    .select(['id', 'body', 'attempts'])
    .where('transport', '=', wanted.transport)
    .where('due_at', '<=', wanted.now)
    .where('attempts', '<', ATTEMPTS_MAX)
    .orderBy('id')
    .limit(wanted.limit)
    .execute();
}

export async function deleteWebhookEvents(tx: Executor, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.deleteFrom('webhook_events').where('id', 'in', ids).execute();
}

export async function postponeWebhookEvent(
  tx: Executor,
  id: number,
  failed: { readonly error: string; readonly dueAt: Date },
): Promise<void> {
  await tx
    .updateTable('webhook_events')
    .set((row) => ({
      attempts: row('attempts', '+', 1),
      error_message: failed.error,
      due_at: failed.dueAt,
    }))
    .where('id', '=', id)
    .execute();
}

/** How many were given up. */
export async function countStuckWebhookEvents(db: Reader): Promise<number> {
  const { count } = await db
    .selectFrom('webhook_events')
    .select((row) => row.fn.countAll().as('count'))
    .where('attempts', '>=', ATTEMPTS_MAX)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Whether anything of a transport waits for its turn. */
export async function hasWebhookEvents(db: Reader, transport: string): Promise<boolean> {
  const row = await db
    .selectFrom('webhook_events')
    .select('id')
    .where('transport', '=', transport)
    .where('attempts', '<', ATTEMPTS_MAX)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
