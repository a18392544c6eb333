import { z } from 'zod';
import { Fact, Language } from '../triggers/index.ts';

/** What an answer tells of: a group, a trigger, or tags of a data source. */
export const About = z.object({ kind: z.enum(['group', 'trigger', 'source']), id: z.string() });
export type About = z.infer<typeof About>;

/** What `2` or `next` means in a chat: what Plantline offered there last. Stored, so that a restart forgets nothing. */
export const Pending = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('choices'),
    /** What the person would have sent instead, in the order offered. */
    choices: z.array(
      z.object({
        say: z.string(),
        /** Set when it names a tag of this source. */
        sourceId: z.string().optional(),
        /** That of the offer: a number tells none. */
        language: Language.optional(),
      }),
    ),
  }),
  z.object({
    kind: z.literal('pages'),
    pages: z.array(z.object({ text: z.string(), facts: z.array(Fact) })),
    /** What the pages tell of, so that who may no longer ask it is not shown them either. */
    about: About.optional(),
  }),
]);
export type Pending = z.infer<typeof Pending>;

/** How long an offer stands. */
export const PENDING_MINUTES = 15;
