import { z } from 'zod';
import { Instant, ListQuery, SeenAt } from '../lib/http/list.schema.ts';
import { RESERVED_KEYS } from '../triggers/answer-name.schema.ts';

const PREFIX_LENGTH_MAX = 20;
/** Folded, dropped or one cannot see them: a message never has them where the prefix would. */
const NEVER_IN_A_MESSAGE =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]|\s\s|[^\S ]/u;

/** What a message begins with to be sent to the question answerer. */
export const AiPrefix = z
  .string()
  .min(1, { error: 'Write a prefix, such as = or +ai=.', abort: true })
  .max(PREFIX_LENGTH_MAX, `A prefix has ${PREFIX_LENGTH_MAX} characters at most.`)
  .refine((prefix) => prefix.trim() === prefix, {
    error: 'A prefix has no blank at its ends.',
    abort: true,
  })
  .refine(
    (prefix) => !NEVER_IN_A_MESSAGE.test(prefix),
    'A prefix has no line breaks, no two blanks in a row and nothing one cannot see.',
  )
  .refine(
    (prefix) => !prefix.startsWith('@'),
    'A prefix cannot begin with @: that mentions somebody.',
  )
  .refine(
    (prefix) => !/^\d[\d ]*$/.test(prefix),
    'A prefix cannot be digits only: a number answers a numbered question.',
  )
  .refine(
    (prefix) => !hidesWord(prefix),
    'A word Plantline itself understands begins like this, and could not be sent any more. Choose another prefix.',
  )
  .transform((prefix) => prefix.normalize('NFC'));

/** The prefix comes before the words, so one that such a word begins with would take it away. */
function hidesWord(prefix: string): boolean {
  const key = prefix.toLowerCase().replaceAll(' ', '');
  return [...RESERVED_KEYS].some((word) => word.startsWith(key));
}

const Name = z.string().trim().min(1, 'Give it a name.').max(60);
const Description = z.string().trim().max(400).nullish();

/** The body that makes an AI trigger. */
export const NewAiTrigger = z.strictObject({
  prefix: AiPrefix,
  name: Name,
  description: Description,
  enabled: z.boolean().default(true),
});

/** The body that changes one: what is left out stays. */
export const AiTriggerChange = z.strictObject({
  prefix: AiPrefix.optional(),
  name: Name.optional(),
  description: Description,
  enabled: z.boolean().optional(),
  updatedAt: SeenAt,
});

/** An AI trigger as the API shows it. */
export const AiTrigger = z
  .object({
    id: z.string(),
    prefix: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    enabled: z.boolean(),
    usageCount: z.number(),
    lastUsed: Instant.nullable(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'AiTrigger' });
export type AiTrigger = z.output<typeof AiTrigger>;

export const AiTriggerQuery = ListQuery.extend({ enabled: z.stringbool().optional() });
