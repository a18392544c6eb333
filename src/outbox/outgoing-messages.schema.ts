import { z } from 'zod';
import { Instant, ListQuery } from '../lib/http/list.schema.ts';

/** Longer than one message on any network: it is sent in as many as it needs. */
const TEXT_MAX = 20_000;
const MEDIA_MAX = 10;

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
    /** It is sent once the person has written something: the network asks for that. */
    waitsForPerson: z.boolean(),
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
export const NewOutgoingMessage = z
  .strictObject({
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
    message: z.string().max(TEXT_MAX).default('').meta({
      description: 'May be left out when there is media. A long one is sent in numbered parts.',
    }),
    transport: z.string().min(1).max(60).optional().meta({
      description: 'Its kind; without it the first that is ready and reaches the recipient.',
    }),
    media: z.array(z.uuid()).max(MEDIA_MAX).default([]).meta({
      description: 'Ids of files that were uploaded by `POST /media`.',
    }),
    idempotencyKey: z.string().min(1).max(200).optional().meta({
      description:
        'The same key twice is one message: the second time the first is shown, with 200.',
    }),
  })
  .refine(({ message, media }) => media.length > 0 || message.trim() !== '', {
    error: 'Write a text.',
    path: ['message'],
  });
export type NewOutgoingMessage = z.output<typeof NewOutgoingMessage>;

export const UploadQuery = z.strictObject({
  fileName: z.string().max(400).optional().meta({ description: 'As the person will see it.' }),
});

/** A file that was uploaded and can go with a message. */
export const StoredMedia = z
  .object({
    id: z.string(),
    mimeType: z.string(),
    fileName: z.string(),
    sizeBytes: z.number(),
    url: z.string(),
  })
  .meta({ id: 'StoredMedia' });
export type StoredMedia = z.output<typeof StoredMedia>;
