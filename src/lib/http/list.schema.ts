import { z } from 'zod';

const LIMIT_MAX = 200;
const LIMIT_DEFAULT = 50;

/** What every list takes: `?limit&cursor&q&sort&format`. A route adds its own filters by `.extend`. */
export const ListQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(LIMIT_MAX).default(LIMIT_DEFAULT),
  cursor: z.string().max(2_000).optional(),
  q: z.string().max(200).optional(),
  sort: z.string().max(60).optional(),
  format: z.enum(['json', 'csv']).default('json').meta({
    description: 'csv: every row that fits, without pages, as text/csv.',
  }),
});
export type ListQuery = z.output<typeof ListQuery>;

/** A page of a list, as it is answered. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item).readonly(), nextCursor: z.string().nullable() });
}

/** An instant as the API writes it: ISO 8601, UTC with `Z`. */
export const Instant = z.iso.datetime();

/** An end of a span of time: an instant, or a day, which is meant whole in the site's zone. */
export const DayOrInstant = z.union([Instant, z.iso.date()]).meta({
  description: 'An instant, or a day such as 2026-11-27, meant whole in the site’s time zone.',
});

export const IdParams = z.object({ id: z.string().min(1).max(200) });

/** The instant of the state an editor has seen; a change is refused when it is no longer the state. */
export const SeenAt = Instant.optional().meta({
  description:
    'The `updatedAt` that was seen; when it is another by now, nothing is changed (409).',
});
