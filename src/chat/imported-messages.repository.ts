import type { Executor, Reader } from '../db/index.ts';
import type { MessageStatus } from './messages.repository.ts';

/** A message that another program received and dealt with. */
export type ImportedMessage = {
  readonly id: string;
  readonly type: string;
  readonly content: string;
  readonly sender: string;
  readonly recipient: string | null;
  /** Null where it was a group and nobody knows which. */
  readonly chat: string | null;
  readonly contactId: string | null;
  /** Never `received`: nobody waits for an answer any more. */
  readonly status: Exclude<MessageStatus, 'received'>;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly receivedAt: Date;
  readonly processedAt: Date;
};

/** Which of these ids messages have already. */
export async function listKnownMessageIds(
  db: Reader,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db.selectFrom('messages').select('id').where('id', 'in', ids).execute();
  return new Set(rows.map(({ id }) => id));
}

/** Puts in messages as history; one that is here already stays as it is. */
export async function insertImportedMessages(
  tx: Executor,
  messages: readonly ImportedMessage[],
  transport: string,
): Promise<void> {
  if (messages.length === 0) return;
  await tx
    .insertInto('messages')
    .values(
      messages.map(({ contactId, receivedAt, processedAt, ...message }) => ({
        ...message,
        transport,
        contact_id: contactId,
        created_at: receivedAt,
        processed_at: processedAt,
      })),
    )
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}
