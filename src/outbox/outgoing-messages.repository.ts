import { sql } from 'kysely';
import {
  type Executor,
  type Page,
  type PageRequest,
  type Reader,
  isPostgres,
  readPage,
} from '../db/index.ts';
import {
  type OutgoingMessage,
  type OutgoingStatus,
  toOutgoingMessage,
} from './outgoing-message.ts';

export type OutgoingFilter = {
  readonly status?: OutgoingStatus | undefined;
  readonly type?: string | undefined;
  readonly recipient?: string | undefined;
};

/** A page of the outbox, newest first unless asked otherwise. @throws AppError `http.sort_unknown`, `http.cursor_invalid` */
export async function pageOutgoing(
  db: Reader,
  request: PageRequest,
  { status, type, recipient }: OutgoingFilter,
): Promise<Page<OutgoingMessage>> {
  let query = db.selectFrom('outgoing_messages').selectAll('outgoing_messages');
  if (status !== undefined) query = query.where('status', '=', status);
  if (type !== undefined) query = query.where('type', '=', type);
  if (recipient !== undefined) query = query.where('recipient', '=', recipient);
  const page = await readPage(query, request, {
    id: 'outgoing_messages.id',
    idKind: 'number',
    sorts: {
      createdAt: { column: 'outgoing_messages.created_at', kind: 'instant', isNeverNull: true },
      dueAt: { column: 'outgoing_messages.due_at', kind: 'instant' },
      sentAt: { column: 'outgoing_messages.sent_at', kind: 'instant' },
      recipient: { column: 'outgoing_messages.recipient', kind: 'text' },
      status: { column: 'outgoing_messages.status', kind: 'text' },
      type: { column: 'outgoing_messages.type', kind: 'text' },
    },
    defaultSort: '-createdAt',
    searched: ['outgoing_messages.message', 'outgoing_messages.recipient'],
  });
  return { ...page, items: page.items.map(toOutgoingMessage) };
}

export async function findOutgoing(db: Reader, id: number): Promise<OutgoingMessage | undefined> {
  const row = await db
    .selectFrom('outgoing_messages')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  return row && toOutgoingMessage(row);
}

/**
 * Keeps a message from being claimed until the transaction ends, and tells how it stands: it can then be given
 * another state without meeting one that is about to be sent.
 */
export async function holdOutgoing(tx: Executor, id: number): Promise<OutgoingMessage | undefined> {
  let query = tx.selectFrom('outgoing_messages').selectAll().where('id', '=', id);
  // On SQLite a transaction that writes is alone.
  if (isPostgres(tx)) query = query.forUpdate();
  const row = await query.executeTakeFirst();
  return row && toOutgoingMessage(row);
}

/** Makes a message due anew, from the part on that was not sent. To be called while it is held. */
export async function restartOutgoing(
  tx: Executor,
  id: number,
  { now, expiresAt }: { readonly now: Date; readonly expiresAt: Date },
): Promise<void> {
  await tx
    .updateTable('outgoing_messages')
    .set({ status: 'pending', due_at: now, expires_at: expiresAt, retry_count: 0 })
    .set({ error_message: null, claimed_until: null })
    .set({ is_in_doubt: false, is_waiting_for_person: false })
    .where('id', '=', id)
    .execute();
}

/** Takes a message back. To be called while it is held. */
export async function cancelOutgoing(tx: Executor, id: number): Promise<void> {
  await tx
    .updateTable('outgoing_messages')
    .set({ status: 'cancelled', is_waiting_for_person: false })
    .where('id', '=', id)
    .execute();
}

/** What waits and since when, and what was given up among what was written since `since`. */
export async function countOutbox(
  db: Reader,
  since: Date,
): Promise<{
  readonly pending: number;
  readonly failed: number;
  readonly oldestPendingAt: Date | null;
}> {
  const waiting = await db
    .selectFrom('outgoing_messages')
    .select(({ fn }) => [
      fn.countAll<number>().as('count'),
      fn.min<Date | null>('created_at').as('created_at'),
    ])
    .where('status', 'in', ['pending', 'sending'])
    .executeTakeFirstOrThrow();
  const failed = await db
    .selectFrom('outgoing_messages')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('status', '=', 'failed')
    // By the index of statuses: few of a week's messages failed. SQLite, left to itself, reads the whole week.
    .where(sql<Date>`coalesce(created_at, created_at)`, '>=', since)
    .executeTakeFirstOrThrow();
  return {
    pending: waiting.count,
    failed: failed.count,
    oldestPendingAt: waiting.created_at,
  };
}
