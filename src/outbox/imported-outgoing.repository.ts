import type { Executor, Reader } from '../db/index.ts';
import { PRIORITY } from './outgoing-message.ts';

/** A message that another program sent, or gave up: it is never sent again. */
export type ImportedOutgoing = {
  /** Its idempotency key here: it is taken once. */
  readonly key: string;
  readonly recipient: string;
  readonly text: string;
  readonly type: string;
  readonly status: 'sent' | 'failed' | 'cancelled';
  readonly sentAt: Date | null;
  readonly error: string | null;
  readonly retryCount: number;
  readonly createdAt: Date;
};

/** Which of these idempotency keys messages have already. */
export async function listKnownOutgoingKeys(
  db: Reader,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const rows = await db
    .selectFrom('outgoing_messages')
    .select('idempotency_key')
    .where('idempotency_key', 'in', keys)
    .execute();
  return new Set(rows.flatMap(({ idempotency_key: key }) => key ?? []));
}

/** Puts in messages as history; one that is here already stays as it is. */
export async function insertImportedOutgoing(
  tx: Executor,
  messages: readonly ImportedOutgoing[],
  transport: string,
): Promise<void> {
  if (messages.length === 0) return;
  await tx
    .insertInto('outgoing_messages')
    .values(
      messages.map((message) => ({
        recipient: message.recipient,
        message: message.text,
        type: message.type,
        status: message.status,
        transport,
        priority: PRIORITY.manual,
        idempotency_key: message.key,
        sent_at: message.sentAt,
        error_message: message.error,
        retry_count: message.retryCount,
        created_at: message.createdAt,
        due_at: message.createdAt,
      })),
    )
    .onConflict((conflict) =>
      conflict.column('idempotency_key').where('idempotency_key', 'is not', null).doNothing(),
    )
    .execute();
}
