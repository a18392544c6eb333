import { z } from 'zod';
import { Instant, ListQuery } from '../lib/http/list.schema.ts';

/** The longest text WhatsApp takes. */
const TEXT_MAX = 4_096;

export const OUTGOING_STATUSES = [
  'pending',
  'sending',
  'sent',
  'failed',
  'expired',
  'cancelled',
] as const;

const OutgoingStatus = z.enum(OUTGOING_STATUSES).meta({
  description:
    'failed: given up. expired: not sent because nobody would want it any more. cancelled: taken back by a user.',
});

/** A number a message shows, as it was read. */
export const OutgoingFact = z.looseObject({
  source: z.string(),
  tag: z.string(),
  value: z.union([z.number(), z.string(), z.boolean(), z.null()]),
  unit: z.string().nullable(),
  timestamp: z.string(),
  quality: z.string(),
  kind: z.string(),
});

/** A picture or file that goes with a message. */
export const OutgoingMedia = z.object({
  mimeType: z.string(),
  url: z.string(),
  fileName: z.string().optional(),
});

/** A row of the outbox as the API shows it. */
export const OutgoingMessage = z
  .object({
    id: z.number(),
    /** Address of the chat it goes to. */
    recipient: z.string(),
    message: z.string(),
    /** `reply`, `picture`, `auto_warning`, `manual`, … */
    type: z.string(),
    status: OutgoingStatus,
    transport: z.string().nullable(),
    /** Id of the message it answers. */
    inReplyTo: z.string().nullable(),
    /** Highest goes first. */
    priority: z.number(),
    /** Tries that failed. */
    retryCount: z.number(),
    errorMessage: z.string().nullable(),
    facts: z.array(OutgoingFact).readonly(),
    media: z.array(OutgoingMedia).readonly(),
    createdAt: Instant,
    /** Not tried before. */
    dueAt: Instant,
    sentAt: Instant.nullable(),
    expiresAt: Instant.nullable(),
    deliveredAt: Instant.nullable(),
    readAt: Instant.nullable(),
  })
  .meta({ id: 'OutgoingMessage' });
export type OutgoingMessage = z.output<typeof OutgoingMessage>;

export const OutgoingMessageQuery = ListQuery.extend({
  status: OutgoingStatus.optional(),
  type: z.string().max(60).optional(),
  recipient: z.string().max(128).optional(),
});
export type OutgoingMessageQuery = z.output<typeof OutgoingMessageQuery>;

export const OutgoingMessageParams = z.object({
  id: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
});

/** The body that sends a message by hand. */
export const NewOutgoingMessage = z.strictObject({
  recipient: z
    .string()
    .trim()
    .min(1)
    .max(128)
    .transform((text) =>
      text.startsWith('+') ? text.replaceAll(/[\s().\-\u00A0\u2010-\u2015]/gu, '') : text,
    )
    .refine((text) => (text.startsWith('+') ? /^\+[1-9]\d{5,14}$/u : /\D/u).test(text), {
      error: 'Write a phone number with + and the country code, such as +6281200000001.',
    })
    .refine((text) => /^[^\s\p{C}]+$/u.test(text), { error: 'An address has no blanks.' })
    .meta({ examples: ['+6281200000001'] }),
  message: z
    .string()
    .min(1)
    .max(TEXT_MAX)
    .refine((text) => text.trim() !== '', { error: 'Write a text.' }),
  transport: z.string().min(1).max(60).optional().meta({
    description: 'Its kind; without it the first that is ready and reaches the recipient.',
  }),
});
export type NewOutgoingMessage = z.output<typeof NewOutgoingMessage>;
