import { z } from 'zod';

/*
 * What the Graph API takes at `POST /{version}/{phone-number-id}/messages`, as far as Plantline sends it. Lengths and counts
 * are those of Meta's documentation; `conformance.test.ts` holds the shapes against Meta's published schema.
 */

const MediaIds = { id: z.string().optional(), link: z.string().optional() };
const HAS_SOURCE = { error: 'Either id or link is required' };
const text = (max: number) => z.string().min(1).max(max);
const Reply = z.strictObject({ id: text(256), title: text(20) });

const Text = z.strictObject({ body: text(4_096), preview_url: z.boolean().optional() });
const Image = z
  .strictObject({ ...MediaIds, caption: z.string().max(1_024).optional() })
  .refine((media) => media.id !== undefined || media.link !== undefined, HAS_SOURCE);
const Document = z
  .strictObject({
    ...MediaIds,
    caption: z.string().max(1_024).optional(),
    filename: z.string().optional(),
  })
  .refine((media) => media.id !== undefined || media.link !== undefined, HAS_SOURCE);

const Words = {
  header: z.strictObject({ type: z.literal('text'), text: text(60) }).optional(),
  body: z.strictObject({ text: text(1_024) }),
  footer: z.strictObject({ text: text(60) }).optional(),
};
const Buttons = z.strictObject({
  type: z.literal('button'),
  ...Words,
  action: z.strictObject({
    buttons: z
      .array(z.strictObject({ type: z.literal('reply'), reply: Reply }))
      .min(1)
      .max(3)
      .refine((all) => isUnique(all.map(({ reply }) => reply.title)), 'Titles must differ')
      .refine((all) => isUnique(all.map(({ reply }) => reply.id)), 'Ids must differ'),
  }),
});
const Row = z.strictObject({
  id: text(200),
  title: text(24),
  description: z.string().max(72).optional(),
});
const List = z.strictObject({
  type: z.literal('list'),
  ...Words,
  action: z.strictObject({
    button: text(20),
    sections: z
      .array(z.strictObject({ title: text(24).optional(), rows: z.array(Row).min(1).max(10) }))
      .min(1)
      .max(10)
      .refine((all) => all.flatMap(({ rows }) => rows).length <= 10, 'At most 10 rows in all')
      .refine(
        (all) => isUnique(all.flatMap(({ rows }) => rows.map(({ id }) => id))),
        'Ids must differ',
      ),
  }),
});

const Parameter = z.discriminatedUnion('type', [
  // Meta refuses line feeds, tabs and more than four blanks in a row in what fills a template.
  z.strictObject({ type: z.literal('text'), text: text(1_024).regex(/^(?!.* {5})[^\n\r\t]+$/u) }),
  z.strictObject({ type: z.literal('payload'), payload: text(128) }),
]);
const Template = z.strictObject({
  name: text(512),
  language: z.strictObject({ code: text(20), policy: z.literal('deterministic').optional() }),
  components: z
    .array(
      z.strictObject({
        type: z.enum(['header', 'body', 'button']),
        sub_type: z.enum(['quick_reply', 'url']).optional(),
        index: z.union([z.string().regex(/^\d$/u), z.int().min(0).max(9)]).optional(),
        parameters: z.array(Parameter).optional(),
      }),
    )
    .optional(),
});

const Base = {
  messaging_product: z.literal('whatsapp'),
  recipient_type: z.literal('individual').optional(),
  to: z
    .string()
    .regex(/^\+?\d{5,20}$/u)
    .optional(),
  /** A business-scoped user id, for who has no phone to show. */
  recipient: z
    .string()
    .regex(/^[A-Z]{2}\.\w+$/u)
    .optional(),
  biz_opaque_callback_data: z.string().max(512).optional(),
  context: z.strictObject({ message_id: text(300) }).optional(),
};

const MessageRequest = z
  .discriminatedUnion('type', [
    z.strictObject({ ...Base, type: z.literal('text'), text: Text }),
    z.strictObject({ ...Base, type: z.literal('image'), image: Image }),
    z.strictObject({ ...Base, type: z.literal('document'), document: Document }),
    z.strictObject({
      ...Base,
      type: z.literal('interactive'),
      interactive: z.discriminatedUnion('type', [Buttons, List]),
    }),
    z.strictObject({
      ...Base,
      type: z.literal('reaction'),
      reaction: z.strictObject({ message_id: text(300), emoji: z.string().max(30) }),
    }),
    z.strictObject({ ...Base, type: z.literal('template'), template: Template }),
  ])
  .refine((message) => message.to !== undefined || message.recipient !== undefined, {
    error: 'The parameter to is required.',
  });
export type MessageRequest = z.output<typeof MessageRequest>;

/** Marks a message as read, and shows that an answer is being written. */
const ReadRequest = z.strictObject({
  messaging_product: z.literal('whatsapp'),
  status: z.literal('read'),
  message_id: text(300),
  typing_indicator: z.strictObject({ type: z.literal('text') }).optional(),
});
export type ReadRequest = z.output<typeof ReadRequest>;

/** @returns the request, or what is wrong with it in a few words */
export function parseMessageRequest(body: unknown): MessageRequest | ReadRequest | string {
  const isRead = typeof body === 'object' && body !== null && 'status' in body;
  const parsed = (isRead ? ReadRequest : MessageRequest).safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  return `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong'}`;
}

function isUnique(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
