import { z } from 'zod';
import { Fact } from '../triggers/index.ts';

/** What `2` or `next` means in a chat: what Plantline offered there last. Stored, so that a restart forgets nothing. */
export const Pending = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('choices'),
    /** What the person would have sent instead, in the order offered. */
    choices: z.array(z.object({ say: z.string(), sourceId: z.string().optional() })),
  }),
  z.object({
    kind: z.literal('pages'),
    pages: z.array(z.object({ text: z.string(), facts: z.array(Fact) })),
  }),
]);
export type Pending = z.infer<typeof Pending>;

/** How long an offer stands. */
export const PENDING_MINUTES = 15;
