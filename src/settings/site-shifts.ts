import { z } from 'zod';

/**
 * A shift of the site and the local time it begins; it lasts until the next begins. `pagi/morning` has two names.
 */
const Shift = z.strictObject({
  name: z.string().trim().min(1).max(40),
  start: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, {
    error: 'A shift begins at a time such as 07:00.',
  }),
});
type Shift = z.output<typeof Shift>;

const Shifts = z.array(Shift).min(1).max(8);

/** The setting: a JSON list, kept as the text it is. */
export const SiteShifts = z
  .string()
  .trim()
  .max(2_000)
  .refine((text) => parseList(text).success, {
    error:
      'Write a list such as [{"name":"pagi/morning","start":"07:00"},{"name":"malam/night","start":"19:00"}].',
  });

/** Three shifts of eight hours. */
export const DEFAULT_SHIFTS = JSON.stringify([
  { name: 'pagi/morning', start: '07:00' },
  { name: 'sore/afternoon', start: '15:00' },
  { name: 'malam/night', start: '23:00' },
] satisfies Shift[]);

/** The shifts that the setting `site.shifts` names; none when it does not hold a list of them. */
export function readShifts(setting: string): readonly Shift[] {
  return parseList(setting).data ?? [];
}

function parseList(text: string) {
  try {
    return Shifts.safeParse(JSON.parse(text));
  } catch {
    return Shifts.safeParse(undefined);
  }
}
