import { z } from 'zod';
import { DayOrInstant, Instant, ListQuery } from '../lib/http/list.schema.ts';
import { OutgoingMedia } from '../outbox/outgoing-messages.schema.ts';
import { Language } from '../triggers/answer-name.schema.ts';
import { Fact } from '../triggers/fact.schema.ts';

const MESSAGE_STATUSES = ['received', 'processed', 'spam', 'ignored'] as const;

/** A picture or file of a reply. */
export const ReplyMedia = OutgoingMedia;

/** A call to a data source that was made to answer a message. */
export const SourceCall = z
  .object({
    source: z.string(),
    /** `read`, `history`, `summary` or `query`. */
    operation: z.string(),
    tags: z.number().meta({ description: 'How many tags were asked for at once.' }),
    ms: z.number(),
    ok: z.boolean(),
    error: z.string().optional(),
  })
  .meta({ id: 'SourceCall' });
export type SourceCall = z.output<typeof SourceCall>;

/** A message that came in, and how it was answered. */
export const Message = z
  .object({
    id: z.string(),
    /** In a list, the beginning of a very long one. */
    text: z.string(),
    /** What came with the text or in place of it, such as `picture`; null when it was text only. */
    attachment: z.string().nullable(),
    /** Address of who wrote it. */
    sender: z.string(),
    /** Address of the chat it was written in. */
    chat: z.string(),
    transport: z.string(),
    contactId: z.string().nullable(),
    contactName: z.string().nullable(),
    /** `received` while it waits, then `processed`, `spam` or `ignored`. */
    status: z.string(),
    /** Which rule of the grammar it fell under; null while it waits. */
    rule: z.string().nullable(),
    /** The trigger, group, tag or prefix it named. */
    name: z.string().nullable(),
    /** In which it was answered; null when that was not noted. */
    language: Language.nullable(),
    /** When the network took it from the sender; long before `receivedAt` when it waited there. */
    sentAt: Instant,
    receivedAt: Instant,
    processedAt: Instant.nullable(),
    /** From its arrival to the writing of its answer. */
    answerMs: z.number().nullable(),
    /** What was asked of the plant for it; null when that was not noted. */
    calls: z.array(SourceCall).readonly().nullable(),
  })
  .meta({ id: 'Message' });
export type Message = z.output<typeof Message>;

export const MessageReply = z
  .object({
    /** The outbox row. */
    id: z.number(),
    text: z.string(),
    type: z.string(),
    status: z.string(),
    sentAt: Instant.nullable(),
    facts: z.array(Fact).readonly(),
    media: z.array(ReplyMedia).readonly(),
  })
  .meta({ id: 'MessageReply' });
export type MessageReply = z.output<typeof MessageReply>;

export const MessageWithReplies = Message.extend({
  replies: z.array(MessageReply).readonly(),
}).meta({ id: 'MessageWithReplies' });
export type MessageWithReplies = z.output<typeof MessageWithReplies>;

export const MessageQuery = ListQuery.extend({
  status: z.enum(MESSAGE_STATUSES).optional(),
  contactId: z.string().max(100).optional(),
  from: DayOrInstant.optional(),
  /** The last day that is meant, or the first instant that is not. */
  to: DayOrInstant.optional(),
});
export type MessageQuery = z.output<typeof MessageQuery>;
