import type { Choice, OutgoingMedia } from '#sdk';
import { type Executor, type Reader, type ValueOf, prepareQuery } from '../db/index.ts';
import { parseKey } from './apply-report.ts';
import { KEEP_TRYING_MS } from './next-attempt.ts';
import {
  type OutgoingMessage,
  PRIORITY,
  type StoredFact,
  toOutgoingMessage,
} from './outgoing-message.ts';

export type NewOutgoingMessage = {
  readonly recipient: string;
  /** The text as it will be sent; may be empty when there is media. */
  readonly text: string;
  readonly type: string;
  readonly transport: string;
  readonly inReplyTo?: string | null;
  readonly facts?: readonly StoredFact[];
  readonly media?: readonly OutgoingMedia[];
  /** A picture as data, drawn when it is sent: an object. */
  readonly picture?: object;
  /** Answers offered with the text, which names them too. */
  readonly choices?: readonly Choice[];
  /** One of PRIORITY; that of a reply when absent. */
  readonly priority?: number;
  /** The same key twice is one message, whoever enqueues it. */
  readonly idempotencyKey?: string;
  /** Not sent before; at once when absent. */
  readonly dueAt?: Date;
  /** Not sent after; a day after it was due when absent. */
  readonly expiresAt?: Date;
};

type InsertValues = {
  recipient: string;
  message: string;
  type: string;
  transport: string;
  inReplyTo: string | null;
  facts: unknown;
  media: unknown;
  picture: unknown;
  choices: unknown;
  priority: number;
  idempotencyKey: string | null;
  createdAt: Date;
  dueAt: Date;
  expiresAt: Date;
  status: string;
  claimedUntil: Date | null;
};

const insertMessage = prepareQuery((db, value: ValueOf<InsertValues>) =>
  db
    .insertInto('outgoing_messages')
    .values({
      recipient: value('recipient'),
      message: value('message'),
      type: value('type'),
      transport: value('transport'),
      in_reply_to: value('inReplyTo'),
      facts: value('facts'),
      media: value('media'),
      picture: value('picture'),
      choices: value('choices'),
      priority: value('priority'),
      idempotency_key: value('idempotencyKey'),
      created_at: value('createdAt'),
      due_at: value('dueAt'),
      expires_at: value('expiresAt'),
      status: value('status'),
      claimed_until: value('claimedUntil'),
    })
    .onConflict((conflict) =>
      conflict.column('idempotency_key').where('idempotency_key', 'is not', null).doNothing(),
    )
    .returning('id'),
);

/** Puts a message into the outbox and gives its row's id; delivery must be woken after the commit. */
export async function enqueue(
  tx: Executor,
  message: NewOutgoingMessage,
  now: Date,
): Promise<number> {
  const inserted = await insert(tx, message, now, null);
  if (inserted !== undefined) return inserted;
  const known = await tx
    .selectFrom('outgoing_messages')
    .select('id')
    .where('idempotency_key', '=', message.idempotencyKey ?? null)
    .executeTakeFirstOrThrow();
  return known.id;
}

/**
 * Puts a message into the outbox that is claimed already, so that it can be sent right after the commit.
 *
 * @param claimedUntil from a `Reservation` of its recipient
 * @returns the row to hand to the reservation, or undefined when the idempotency key is known: nothing is to be sent
 */
export async function enqueueClaimed(
  tx: Executor,
  message: NewOutgoingMessage,
  now: Date,
  claimedUntil: Date,
): Promise<OutgoingMessage | undefined> {
  const id = await insert(tx, message, now, claimedUntil);
  if (id === undefined) return undefined;
  const { recipient, text, type, transport } = message;
  return {
    id,
    recipient,
    text,
    type,
    transport,
    status: 'sending',
    inReplyTo: message.inReplyTo ?? null,
    facts: message.facts ?? [],
    media: message.media ?? [],
    picture: message.picture ?? null,
    choices: message.choices ?? [],
    priority: message.priority ?? PRIORITY.reply,
    retryCount: 0,
    parts: 1,
    partsSent: 0,
    isInDoubt: false,
    waitsForPerson: false,
    errorMessage: null,
    providerId: null,
    createdAt: now,
    dueAt: message.dueAt ?? now,
    expiresAt: endOf(message, now),
    sentAt: null,
    deliveredAt: null,
    readAt: null,
  };
}

async function insert(
  tx: Executor,
  message: NewOutgoingMessage,
  now: Date,
  claimedUntil: Date | null,
): Promise<number | undefined> {
  const { rows } = await insertMessage(tx, {
    recipient: message.recipient,
    message: message.text,
    type: message.type,
    transport: message.transport,
    inReplyTo: message.inReplyTo ?? null,
    facts: message.facts?.length ? message.facts : null,
    media: message.media?.length ? message.media : null,
    picture: message.picture ?? null,
    choices: message.choices?.length ? message.choices : null,
    priority: message.priority ?? PRIORITY.reply,
    idempotencyKey: message.idempotencyKey ?? null,
    createdAt: now,
    dueAt: message.dueAt ?? now,
    expiresAt: endOf(message, now),
    status: claimedUntil ? 'sending' : 'pending',
    claimedUntil,
  });
  return rows[0]?.id;
}

/** A message that names no end is of no use a day after it was due. */
function endOf({ expiresAt, dueAt }: NewOutgoingMessage, now: Date): Date {
  return expiresAt ?? new Date((dueAt ?? now).getTime() + KEEP_TRYING_MS);
}

/** The message that a key stands for. */
export async function findByIdempotencyKey(
  db: Reader,
  key: string,
): Promise<OutgoingMessage | undefined> {
  const row = await db
    .selectFrom('outgoing_messages')
    .selectAll()
    .where('idempotency_key', '=', key)
    .executeTakeFirst();
  return row && toOutgoingMessage(row);
}

/** What was written to a chat last, newest first, whether it is sent already or not. */
export async function listNewestTo(
  db: Reader,
  recipient: string,
  limit: number,
): Promise<readonly OutgoingMessage[]> {
  const rows = await db
    .selectFrom('outgoing_messages')
    .selectAll()
    .where('recipient', '=', recipient)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toOutgoingMessage);
}

/** The message that a part answers, by the part's key; undefined when it answers none, or is of no row of ours. */
export async function findAnsweredBy(db: Reader, partKey: string): Promise<string | undefined> {
  const key = parseKey(partKey);
  if (!key) return undefined;
  const row = await db
    .selectFrom('outgoing_messages')
    .select('in_reply_to')
    .where('id', '=', key.id)
    .executeTakeFirst();
  return row?.in_reply_to ?? undefined;
}

/** The answers to one message, in the order they were given. */
export async function listReplies(
  db: Reader,
  inReplyTo: string,
): Promise<readonly OutgoingMessage[]> {
  const rows = await db
    .selectFrom('outgoing_messages')
    .selectAll()
    .where('in_reply_to', '=', inReplyTo)
    .orderBy('id')
    .execute();
  return rows.map(toOutgoingMessage);
}
