import { z } from 'zod';
import type { ListedMessage } from '../chat/index.ts';
import type { OutgoingMessage } from '../outbox/index.ts';
import { Fact, Language } from '../triggers/index.ts';
import { type Message, type MessageReply, ReplyMedia, SourceCall } from './messages.schema.ts';

/** What is kept of how a message was answered; each part only where it was written as it is now. */
const Outcome = z.object({
  rule: z.string().nullable().catch(null),
  name: z.string().nullable().catch(null),
  language: Language.nullable().catch(null),
  ms: z.number().nullable().catch(null),
  calls: z.array(SourceCall).nullable().catch(null),
});

/** A message as the API shows it. */
export function toMessageBody(message: ListedMessage): Message {
  const { id, text, sender, chat, transport, contactId, contactName, status } = message;
  const { sentAt, receivedAt, processedAt, attachment } = message;
  const { rule, name, language, ms, calls } = Outcome.parse(message.outcome ?? {});
  const isAnswered = processedAt !== null;
  return {
    id,
    text,
    attachment: attachment ?? null,
    sender,
    chat,
    transport,
    contactId,
    contactName,
    status,
    rule,
    name,
    language,
    sentAt: sentAt.toISOString(),
    receivedAt: receivedAt.toISOString(),
    processedAt: processedAt?.toISOString() ?? null,
    answerMs: isAnswered ? (ms ?? processedAt.getTime() - receivedAt.getTime()) : null,
    calls,
  };
}

/** A reply to it, with the facts and media that are understood. */
export function toMessageReply(reply: OutgoingMessage): MessageReply {
  const { id, text, type, status, sentAt, facts, media } = reply;
  return {
    id,
    text,
    type,
    status,
    sentAt: sentAt?.toISOString() ?? null,
    facts: listOf(facts).flatMap((fact) => Fact.safeParse(fact).data ?? []),
    media: listOf(media).flatMap((item) => ReplyMedia.safeParse(item).data ?? []),
  };
}

function listOf(stored: unknown): readonly unknown[] {
  return Array.isArray(stored) ? (stored as readonly unknown[]) : [];
}
