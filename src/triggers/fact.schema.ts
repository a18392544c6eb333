import { z } from 'zod';
import { STATISTICS } from './triggers.schema.ts';

export const FACT_KINDS = ['value', ...STATISTICS, 'duration'] as const;

/**
 * A number a reply shows, as it was read: unrounded, with its unit, instant and quality. Stored with the reply.
 * A digital value is its state's name; a bad one is null, and `state` then says why when the source knows.
 * A statistic also has the span it is of.
 */
export const Fact = z.object({
  source: z.string(),
  tag: z.string(),
  value: z.union([z.number(), z.string(), z.boolean(), z.null()]),
  unit: z.string().nullable(),
  timestamp: z.string(),
  quality: z.enum(['good', 'questionable', 'substituted', 'bad']),
  kind: z.enum(FACT_KINDS),
  start: z.string().optional(),
  end: z.string().optional(),
  state: z.string().optional(),
});
export type Fact = z.infer<typeof Fact>;
