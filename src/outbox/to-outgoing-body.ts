import type { OutgoingMessage } from './outgoing-message.ts';
import {
  OUTGOING_STATUSES,
  OutgoingFact,
  OutgoingMedia,
  type OutgoingMessage as OutgoingBody,
} from './outgoing-messages.schema.ts';

/** A row of the outbox as the API shows it. Facts and media that nobody understands are left out. */
export function toOutgoingBody(message: OutgoingMessage): OutgoingBody {
  const { status, facts, media } = message;
  return {
    id: message.id,
    recipient: message.recipient,
    message: message.text,
    type: message.type,
    transport: message.transport,
    inReplyTo: message.inReplyTo,
    priority: message.priority,
    retryCount: message.retryCount,
    errorMessage: message.errorMessage,
    waitsForPerson: message.waitsForPerson,
    // Another program may have written a state of its own: it is not sent, so it failed.
    status: OUTGOING_STATUSES.find((known) => known === status) ?? 'failed',
    facts: listOf(facts).flatMap((fact) => OutgoingFact.safeParse(fact).data ?? []),
    media: listOf(media).flatMap((item) => OutgoingMedia.safeParse(item).data ?? []),
    createdAt: message.createdAt.toISOString(),
    dueAt: message.dueAt.toISOString(),
    sentAt: message.sentAt?.toISOString() ?? null,
    expiresAt: message.expiresAt?.toISOString() ?? null,
    deliveredAt: message.deliveredAt?.toISOString() ?? null,
    readAt: message.readAt?.toISOString() ?? null,
  };
}

function listOf(stored: unknown): readonly unknown[] {
  return Array.isArray(stored) ? (stored as readonly unknown[]) : [];
}
