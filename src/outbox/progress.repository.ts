import { sql } from 'kysely';
import type { OutgoingMedia } from '#sdk';
import { type Executor, type ValueOf, isPostgres, prepareQuery } from '../db/index.ts';

type SentValues = { id: number; at: Date; providerId: string | null; parts: number };

const updateSent = prepareQuery((db, value: ValueOf<SentValues>) =>
  db
    .updateTable('outgoing_messages')
    .set({
      status: sql.lit('sent'),
      sent_at: value('at'),
      provider_id: value('providerId'),
      parts_sent: value('parts'),
      is_in_doubt: isPostgres(db) ? sql<boolean>`FALSE` : sql<boolean>`0`,
      claimed_until: null,
      error_message: null,
    })
    .where('id', '=', value('id'))
    // Not what the network has refused since it took it; but what was taken from us for dead, and sent all the same.
    .where((row) =>
      row.or([
        row('status', '=', sql.lit('sending')),
        row('is_in_doubt', '=', isPostgres(db) ? sql<boolean>`TRUE` : sql<boolean>`1`),
      ]),
    ),
);

/** Writes down that the network took a message, all of it; returns whether that was news. */
export async function markSent(
  tx: Executor,
  id: number,
  sent: {
    readonly at: Date;
    /** Unchanged when undefined. */
    readonly providerId: string | null;
    readonly parts?: number;
  },
): Promise<boolean> {
  const { numAffectedRows } = await updateSent(tx, { id, parts: 1, ...sent });
  return Number(numAffectedRows ?? 0) > 0;
}

/** Writes down that a message's picture is drawn and kept: in one write, so that it is always one or the other. */
export async function markDrawn(
  tx: Executor,
  id: number,
  media: readonly OutgoingMedia[],
): Promise<void> {
  await tx
    .updateTable('outgoing_messages')
    .set({ media, picture: null })
    .where('id', '=', id)
    .execute();
}

/** Writes down into how many messages on the wire a row becomes, before the first of them goes. */
export async function markParts(tx: Executor, id: number, parts: number): Promise<void> {
  await tx.updateTable('outgoing_messages').set({ parts }).where('id', '=', id).execute();
}

/** Writes down that the network took some of the parts. */
export async function markPartSent(tx: Executor, id: number, partsSent: number): Promise<void> {
  await tx
    .updateTable('outgoing_messages')
    .set({ parts_sent: partsSent, is_in_doubt: false })
    .where('id', '=', id)
    .where('parts_sent', '<', partsSent)
    .execute();
}

export type FailedTry = {
  readonly error: string;
  /** It is never tried again when null. */
  readonly retryAt: Date | null;
  /** The network may have taken it all the same. */
  readonly isInDoubt?: boolean;
  /** The parts that were known to be sent before. */
  readonly partsSent?: number;
};

/**
 * Writes down that a try failed: it is tried again at `retryAt`, or never when that is null. A message that another
 * process took over meanwhile is left to that one, and one that the network has said to have goes on from there.
 */
export async function markFailed(tx: Executor, id: number, failed: FailedTry): Promise<void> {
  const { error, retryAt, isInDoubt = false, partsSent = 0 } = failed;
  const { numUpdatedRows } = await tx
    .updateTable('outgoing_messages')
    .set((row) => ({
      status: retryAt ? 'pending' : 'failed',
      error_message: error,
      claimed_until: null,
      retry_count: row('retry_count', '+', 1),
      ...(retryAt ? { due_at: retryAt } : {}),
      ...(isInDoubt ? { is_in_doubt: true } : {}),
    }))
    .where('id', '=', id)
    .where('status', '=', sql.lit('sending'))
    .where('parts_sent', '<=', partsSent)
    .executeTakeFirst();
  if (Number(numUpdatedRows) > 0) return;
  await tx
    .updateTable('outgoing_messages')
    .set({ status: 'pending', claimed_until: null, is_in_doubt: false })
    .where('id', '=', id)
    .where('status', '=', sql.lit('sending'))
    .where('parts_sent', '>', partsSent)
    .execute();
}

/** Writes down that a message is sent once its person has written something. */
export async function markWaiting(tx: Executor, id: number, error: string): Promise<void> {
  await tx
    .updateTable('outgoing_messages')
    .set({ status: 'pending', is_waiting_for_person: true, is_in_doubt: false })
    .set({ error_message: error, claimed_until: null })
    .where('id', '=', id)
    .where('status', '=', sql.lit('sending'))
    .execute();
}

const updateWaiting = prepareQuery((db, value: ValueOf<{ chat: string; now: Date }>) => {
  const isServer = isPostgres(db);
  const yes = isServer ? sql<boolean>`TRUE` : sql<boolean>`1`;
  const no = isServer ? sql<boolean>`FALSE` : sql<boolean>`0`;
  return db
    .updateTable('outgoing_messages')
    .set({ is_waiting_for_person: no, due_at: value('now') })
    .where('status', '=', sql.lit('pending'))
    .where('recipient', '=', value('chat'))
    .where('is_waiting_for_person', '=', yes);
});

/**
 * Somebody has written in a chat: what waited for that is due now. Returns how many; delivery must be woken after the
 * commit when there are any.
 */
export async function personWrote(tx: Executor, chat: string, now: Date): Promise<number> {
  const { numAffectedRows } = await updateWaiting(tx, { chat, now });
  return Number(numAffectedRows ?? 0);
}
