import { z } from 'zod';

/**
 * Only what is read, each part by itself: what is unknown, missing or of another shape than documented costs that part
 * and nothing around it.
 */
const Words = z.string().optional().catch(undefined);
const List = z.array(z.unknown()).catch([]);
/** Instants are seconds, as text. */
const Seconds = z.coerce.number().positive().max(8.64e12).optional().catch(undefined);

export const Envelope = z.object({ entry: List });
export const Entry = z.object({ changes: List });
export const Change = z.object({
  field: Words,
  value: z.object({
    metadata: z.object({ phone_number_id: Words }).catch({}),
    contacts: List,
    messages: List,
    statuses: List,
    errors: List,
  }),
});

export const Contact = z.object({
  wa_id: Words,
  user_id: Words,
  profile: z.object({ name: Words }).catch({}),
});
export type Contact = z.output<typeof Contact>;

const Reply = z.object({ id: Words, title: Words }).optional().catch(undefined);
const File = z.object({ caption: Words }).optional().catch(undefined);

export const Message = z.object({
  id: z.string().min(1).max(500),
  timestamp: Seconds,
  type: z.string().catch('unknown'),
  from: Words,
  from_user_id: Words,
  group_id: Words,
  text: z.object({ body: Words }).optional().catch(undefined),
  button: z.object({ payload: Words, text: Words }).optional().catch(undefined),
  interactive: z.object({ button_reply: Reply, list_reply: Reply }).optional().catch(undefined),
  image: File,
  video: File,
  audio: File,
  document: File,
  sticker: File,
  reaction: z.object({ message_id: z.string(), emoji: Words }).optional().catch(undefined),
  system: z
    .object({ type: Words, user_id: Words, previous_user_id: Words })
    .optional()
    .catch(undefined),
});
export type Message = z.output<typeof Message>;

export const Status = z.object({
  id: z.string().min(1).max(500),
  status: z.enum(['sent', 'delivered', 'read', 'failed']),
  timestamp: Seconds,
  recipient_id: Words,
  recipient_user_id: Words,
  biz_opaque_callback_data: Words,
  errors: List,
  pricing: z
    .object({ category: z.string().min(1).max(100), billable: z.boolean().catch(true) })
    .optional()
    .catch(undefined),
});
export type Status = z.output<typeof Status>;
