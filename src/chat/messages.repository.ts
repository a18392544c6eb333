import { sql } from 'kysely';
import type { Selectable } from 'kysely';
import type { Attachment, IncomingMessage } from '#sdk';
import {
  type Executor,
  type Reader,
  type Schema,
  type ValueOf,
  prepareQuery,
} from '../db/index.ts';

/** What became of a message: `received` while it waits, then one of the others. */
export type MessageStatus = 'received' | 'processed' | 'spam' | 'ignored';

/** An incoming message as it is kept. */
export type StoredMessage = IncomingMessage & {
  readonly transport: string;
  readonly contactId: string | null;
  readonly status: MessageStatus;
  readonly receivedAt: Date;
  readonly processedAt: Date | null;
  /** What was decided about it, for people who look into it later; null until then. */
  readonly outcome: Readonly<Record<string, unknown>> | null;
};

type Metadata = {
  readonly senderName?: string;
  readonly mentionsBot: boolean;
  readonly sentAt: string;
  readonly via?: string;
  /** What came in place of a text, or with it. */
  readonly attachment?: Attachment;
  readonly outcome?: Readonly<Record<string, unknown>>;
};

type InsertValues = {
  id: string;
  content: string;
  sender: string;
  chat: string;
  transport: string;
  contactId: string | null;
  metadata: Metadata;
  receivedAt: Date;
};

const insertMessage = prepareQuery((db, value: ValueOf<InsertValues>) =>
  db
    .insertInto('messages')
    .values({
      id: value('id'),
      type: sql.lit('chat'),
      content: value('content'),
      sender: value('sender'),
      status: sql.lit('received'),
      metadata: value('metadata'),
      created_at: value('receivedAt'),
      chat: value('chat'),
      transport: value('transport'),
      contact_id: value('contactId'),
    })
    .onConflict((conflict) => conflict.column('id').doNothing()),
);

/**
 * Keeps a message before anything is done about it.
 *
 * @returns false when a message of this id is kept already: the network delivered it twice, and nothing is left to do
 */
export async function recordIncoming(
  tx: Executor,
  message: IncomingMessage,
  received: { readonly transport: string; readonly contactId: string | null; readonly at: Date },
): Promise<boolean> {
  const { numAffectedRows } = await insertMessage(tx, {
    id: message.id,
    content: message.text,
    sender: message.sender,
    chat: message.chat,
    transport: received.transport,
    contactId: received.contactId,
    metadata: metadataOf(message),
    receivedAt: received.at,
  });
  return numAffectedRows === 1n;
}

const updateProcessed = prepareQuery(
  (db, value: ValueOf<{ id: string; status: string; at: Date; metadata: Metadata }>) =>
    db
      .updateTable('messages')
      .set({
        status: value('status'),
        processed_at: value('at'),
        metadata: value('metadata'),
      })
      .where('id', '=', value('id'))
      .where('processed_at', 'is', null),
);

/**
 * Writes down that a message is dealt with; in one transaction with the enqueueing of its answer.
 *
 * @returns false when it was dealt with already, by another process or twice at once: then nothing is to be written
 */
export async function markProcessed(
  tx: Executor,
  message: IncomingMessage,
  processed: {
    readonly status: Exclude<MessageStatus, 'received'>;
    readonly at: Date;
    readonly outcome?: Readonly<Record<string, unknown>>;
  },
): Promise<boolean> {
  const { status, at, outcome } = processed;
  const metadata = outcome ? { ...metadataOf(message), outcome } : metadataOf(message);
  const { numAffectedRows } = await updateProcessed(tx, { id: message.id, status, at, metadata });
  return numAffectedRows === 1n;
}

/**
 * Messages that were accepted and not dealt with, oldest first: what a crash left behind.
 *
 * @param wanted.after the last one of the page before
 * @param wanted.textCharacters how much of each text is read; all of it when absent
 */
export async function listUnprocessed(
  db: Reader,
  wanted: {
    readonly limit: number;
    readonly after?: Pick<StoredMessage, 'id' | 'receivedAt'> | undefined;
    readonly textCharacters?: number;
  },
): Promise<readonly StoredMessage[]> {
  const { limit, after, textCharacters } = wanted;
  let query = db
    .selectFrom('messages')
    .select(['id', 'sender', 'chat', 'transport', 'contact_id', 'status', 'processed_at'])
    .select(['metadata', 'created_at'])
    .select((row) =>
      textCharacters === undefined
        ? row.ref('content').as('content')
        : row
            .fn<string | null>('substr', ['content', sql.lit(1), sql.lit(textCharacters)])
            .as('content'),
    )
    .where('processed_at', 'is', null)
    .where('status', '=', 'received')
    .orderBy('created_at')
    .orderBy('id')
    .limit(limit);
  if (after) {
    query = query.where((row) =>
      row.or([
        row('created_at', '>', after.receivedAt),
        row.and([row('created_at', '=', after.receivedAt), row('id', '>', after.id)]),
      ]),
    );
  }
  return (await query.execute()).map(toStoredMessage);
}

export async function findMessage(db: Reader, id: string): Promise<StoredMessage | undefined> {
  const row = await db.selectFrom('messages').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toStoredMessage(row);
}

/** What a contact wrote last. */
export async function findNewestOf(
  db: Reader,
  contactId: string,
): Promise<StoredMessage | undefined> {
  const row = await db
    .selectFrom('messages')
    .selectAll()
    .where('contact_id', '=', contactId)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && toStoredMessage(row);
}

function metadataOf(message: IncomingMessage): Metadata {
  return {
    ...(message.senderName === undefined ? {} : { senderName: message.senderName }),
    mentionsBot: message.mentionsBot,
    sentAt: message.sentAt.toISOString(),
    ...(message.via === undefined ? {} : { via: message.via }),
    ...(message.attachment === undefined ? {} : { attachment: message.attachment }),
  };
}

export function toStoredMessage(
  row: Omit<Selectable<Schema['messages']>, 'type' | 'recipient'>,
): StoredMessage {
  // Rows of another program may lack what we always write.
  const metadata = (row.metadata ?? {}) as Partial<Metadata>;
  const sender = row.sender ?? '';
  return {
    id: row.id,
    chat: row.chat ?? sender,
    sender,
    ...(metadata.senderName === undefined ? {} : { senderName: metadata.senderName }),
    text: row.content ?? '',
    mentionsBot: metadata.mentionsBot ?? true,
    sentAt: metadata.sentAt ? new Date(metadata.sentAt) : row.created_at,
    ...(metadata.via === undefined ? {} : { via: metadata.via }),
    ...(metadata.attachment === undefined ? {} : { attachment: metadata.attachment }),
    transport: row.transport ?? '',
    contactId: row.contact_id,
    status: row.status as MessageStatus,
    receivedAt: row.created_at,
    processedAt: row.processed_at,
    outcome: metadata.outcome ?? null,
  };
}
