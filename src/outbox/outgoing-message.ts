import type { Selectable } from 'kysely';
import type { Choice, OutgoingMedia } from '#sdk';
import type { Schema } from '../db/index.ts';

/** `expired` was not sent because nobody would want it any more; `failed` was given up; `cancelled` was taken back. */
export type OutgoingStatus = 'pending' | 'sending' | 'sent' | 'failed' | 'expired' | 'cancelled';

/** Who goes first when more is due than can be sent at once. */
export const PRIORITY = { alarm: 30, reply: 20, manual: 10, bulk: 0 } as const;

/** A number a reply shows, as read; the features that make facts know their exact shape. */
export type StoredFact = Readonly<Record<string, unknown>>;

/** A row of the outbox. */
export type OutgoingMessage = {
  readonly id: number;
  /** Address of the chat it goes to. */
  readonly recipient: string;
  readonly text: string;
  /** `reply`, `picture`, `warning`, `manual`, … */
  readonly type: string;
  readonly status: OutgoingStatus;
  readonly transport: string | null;
  /** Id of the message it answers. */
  readonly inReplyTo: string | null;
  readonly facts: readonly StoredFact[];
  readonly media: readonly OutgoingMedia[];
  /** What is still to be drawn, as data; null once it is among the media, or when there is nothing to draw. */
  readonly picture: unknown;
  readonly choices: readonly Choice[];
  readonly priority: number;
  readonly retryCount: number;
  /** Messages on the wire that it becomes, and how many of them the network took. */
  readonly parts: number;
  readonly partsSent: number;
  /** Its next part may have been sent already. */
  readonly isInDoubt: boolean;
  /** It is sent once the person has written something. */
  readonly waitsForPerson: boolean;
  readonly errorMessage: string | null;
  /** The network's id, once it took the message. */
  readonly providerId: string | null;
  readonly createdAt: Date;
  readonly dueAt: Date;
  readonly expiresAt: Date | null;
  readonly sentAt: Date | null;
  /** When the network says it reached the phone, and was read. */
  readonly deliveredAt: Date | null;
  readonly readAt: Date | null;
};

export function toOutgoingMessage(row: Selectable<Schema['outgoing_messages']>): OutgoingMessage {
  return {
    id: row.id,
    recipient: row.recipient,
    text: row.message,
    type: row.type,
    status: row.status as OutgoingStatus,
    transport: row.transport,
    inReplyTo: row.in_reply_to,
    facts: (row.facts ?? []) as readonly StoredFact[],
    media: (row.media ?? []) as readonly OutgoingMedia[],
    picture: row.picture,
    choices: (row.choices ?? []) as readonly Choice[],
    priority: row.priority,
    retryCount: row.retry_count,
    parts: row.parts,
    partsSent: row.parts_sent,
    isInDoubt: row.is_in_doubt,
    waitsForPerson: row.is_waiting_for_person,
    errorMessage: row.error_message,
    providerId: row.provider_id,
    createdAt: row.created_at,
    dueAt: row.due_at,
    expiresAt: row.expires_at,
    sentAt: row.sent_at,
    deliveredAt: row.delivered_at,
    readAt: row.read_at,
  };
}
