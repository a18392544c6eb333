import { z } from 'zod';
import { Instant, ListQuery } from '../lib/http/list.schema.ts';

/** What people call a tag. */
export const AliasText = z
  .string()
  .trim()
  .min(2, 'An alias has two characters at least.')
  .max(80, 'An alias has 80 characters at most.')
  .refine((alias) => /[\p{L}\p{N}]/u.test(alias), 'An alias has a letter or a digit.');

const TagName = z.string().trim().min(1, 'Name the tag.').max(200);
const SourceId = z.string().min(1).max(100);

/** The body that makes an alias; without a contact it is everybody's. */
export const NewTagAlias = z.strictObject({
  alias: AliasText,
  dataSourceId: SourceId,
  tag: TagName,
  contactId: z.string().min(1).max(100).nullish(),
});

/** The body that changes one: what is left out stays. */
export const TagAliasChange = z.strictObject({
  alias: AliasText.optional(),
  dataSourceId: SourceId.optional(),
  tag: TagName.optional(),
});

/** An alias as the API shows it. */
export const TagAlias = z
  .object({
    id: z.string(),
    alias: z.string(),
    dataSourceId: z.string(),
    tag: z.string(),
    /** Whose own it is; null is everybody's. */
    contactId: z.string().nullable(),
    contactName: z.string().nullable().meta({
      description: 'Their name, else their phone or address; null of everybody’s.',
    }),
    createdAt: Instant,
  })
  .meta({ id: 'TagAlias' });
export type TagAlias = z.output<typeof TagAlias>;

export const TagAliasQuery = ListQuery.extend({
  contactId: z.string().max(100).optional().meta({ description: 'Only this contact’s own.' }),
  shared: z
    .stringbool()
    .optional()
    .meta({ description: 'Only everybody’s, or only contacts’ own.' }),
});
