import { z } from 'zod';
import { Instant, ListQuery, SeenAt } from '../lib/http/list.schema.ts';

const CONTACT_STATUSES = ['pending', 'approved', 'blocked'] as const;
const GRANTS_MAX = 500;
const ADDRESSES_MAX = 20;

const ContactStatus = z.enum(CONTACT_STATUSES).meta({
  description: 'pending: waits for approval. blocked: gets no reply at all.',
});

/** A phone as a person writes it: blanks, dashes, dots and brackets are dropped. */
export const Phone = z
  .string()
  .max(40)
  .transform((text) => text.replaceAll(/[\s().\-\u00A0\u2010-\u2015]/gu, ''))
  .refine((text) => /^\+[1-9]\d{5,14}$/u.test(text), {
    error: 'Write the number with + and the country code, such as +6281200000001.',
  })
  .meta({ examples: ['+6281200000001'] });

/** Another way to write to a person, such as the LID or the name in the simulator. */
const Address = z
  .string()
  .trim()
  .min(1)
  .max(128)
  .regex(/^[^\s\p{C}]+$/u, { error: 'An address has no blanks.' });

const Name = z.string().trim().min(1).max(256);
const Language = z.enum(['en', 'id']);
const Ids = z.array(z.string().min(1).max(200)).max(GRANTS_MAX);

const FreeSql = z.boolean().optional().meta({
  description:
    'Whether a language model may write queries of its own for their questions, on data sources they may ask. Absent is false, also with "all".',
});

/** What a contact may ask for: everything, later additions included, or the named groups and sources. */
export const ContactGrants = z
  .union([
    z.strictObject({ all: z.literal(true), freeSql: FreeSql }),
    z.strictObject({ groupIds: Ids, sourceIds: Ids, freeSql: FreeSql }),
  ])
  .meta({ id: 'ContactGrants' });
export type ContactGrants = z.output<typeof ContactGrants>;

/** A person as the API shows them, whatever addresses they write from. */
export const Contact = z
  .object({
    id: z.string(),
    name: z.string().nullable(),
    phone: z.string().nullable(),
    addresses: z.array(z.string()).readonly(),
    status: ContactStatus,
    /** The reply language they chose; null for the site's. */
    language: Language.nullable(),
    grants: ContactGrants,
    /** When they wrote last; null when they never did. */
    lastMessageAt: Instant.nullable(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Contact' });
export type Contact = z.output<typeof Contact>;

export const ContactQuery = ListQuery.extend({ status: ContactStatus.optional() });
export type ContactQuery = z.output<typeof ContactQuery>;

const CHANGEABLE = {
  name: Name.nullable(),
  phone: Phone.nullable(),
  status: ContactStatus,
  language: Language.nullable(),
  grants: ContactGrants,
};

/** The body that makes a contact: it needs a phone or an address. */
export const NewContact = z
  .strictObject({
    ...z.object(CHANGEABLE).partial().shape,
    addresses: z.array(Address).max(ADDRESSES_MAX).optional(),
  })
  .refine(({ phone, addresses }) => Boolean(phone) || (addresses ?? []).length > 0, {
    error: 'A contact needs a phone number or another address.',
    path: ['phone'],
  });
export type NewContact = z.output<typeof NewContact>;

/** The body that changes a contact: what is left out stays. A new phone replaces the one before. */
export const ContactChange = z.strictObject({
  ...z.object(CHANGEABLE).partial().shape,
  updatedAt: SeenAt,
});
export type ContactChange = z.output<typeof ContactChange>;
