import { z } from 'zod';
import { ChosenTag } from '../tag-search/index.ts';
import { Fact, Language } from '../triggers/index.ts';

/** What an answer tells of: a group, a trigger, or tags of a data source or of several. */
export const About = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['group', 'trigger', 'source']), id: z.string() }),
  z.object({
    kind: z.literal('sources'),
    ids: z.array(z.string()),
    /** Triggers by which other sources were asked. */
    triggerIds: z.array(z.string()).optional(),
  }),
]);
export type About = z.infer<typeof About>;

/** What `2`, `next` or a value means in a chat: what Plantline offered there last. Stored, so that a restart forgets nothing. */
export const Pending = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('choices'),
    /** What the person would have sent instead, in the order offered. */
    choices: z.array(
      z.object({
        say: z.string(),
        /** What it is called in the reply, where that is not what it says. */
        label: z.string().optional(),
        /** Set when it names a tag of this source. */
        sourceId: z.string().optional(),
        /** Set when a tag was asked for: what is remembered of the choice. */
        means: ChosenTag.optional(),
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
  z.object({
    /** A variable of a query that was asked for: the next message is its value. */
    kind: z.literal('variable'),
    triggerId: z.string(),
    name: z.string(),
    /** What stood after the trigger's name when it was asked, and when: a range in it ended then, or goes on. */
    said: z.string(),
    saidAt: z.iso.datetime(),
    /** What was answered so far. */
    answers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
    language: Language,
  }),
]);
export type Pending = z.infer<typeof Pending>;

/** How long an offer stands. */
export const PENDING_MINUTES = 15;
export type PendingVariable = Extract<Pending, { kind: 'variable' }>;
