import { z } from 'zod';

/**
 * A shift of the site and the local time it begins; it lasts until the next begins. `pagi/morning` has two names.
 */
const Shift = z.strictObject({
  name: z
    .string()
    .trim()
    .max(40)
    .refine((name) => namesIn(name).length > 0, { error: 'Give each shift a name.' }),
  start: z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, {
    error: 'A shift begins at a time such as 07:00.',
  }),
});
type Shift = z.output<typeof Shift>;

const Shifts = z.array(Shift).min(1).max(8);

const EXAMPLE =
  'Write a list such as [{"name":"pagi/morning","start":"07:00"},{"name":"malam/night","start":"19:00"}].';

/** The setting: a JSON list, kept as the text it is. No name and no time of it may mean two shifts. */
export const SiteShifts = z
  .string()
  .trim()
  .max(2_000)
  .superRefine((text, context) => {
    const { data } = parseList(text);
    const message = data ? ambiguityIn(data) : EXAMPLE;
    if (message !== undefined) context.addIssue({ code: 'custom', message });
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

/** What of the list could be taken for two shifts, in words. */
function ambiguityIn(shifts: readonly Shift[]): string | undefined {
  const starts = shifts.map(({ start }) => start);
  const start = starts.find((one, at) => starts.indexOf(one) !== at);
  if (start !== undefined) return `Two shifts begin at ${start}.`;
  const names = shifts.flatMap(({ name }, at) => namesIn(name).map((one) => ({ one, at })));
  // "Shift 2" is the second of the list.
  const number = names.find(({ one, at }) => /^\d$/.test(one) && Number(one) !== at + 1);
  if (number) return `The name ${number.one} is that of another place in the list.`;
  const twice = names.find(({ one, at }) =>
    names.some((other) => other.one === one && other.at < at),
  );
  return twice && `Two shifts are called "${twice.one}".`;
}

/** The names of a shift as they are compared with what people say. */
function namesIn(name: string): readonly string[] {
  return name
    .toLowerCase()
    .split('/')
    .map((one) => one.trim().replace(/^shift /, ''))
    .filter(Boolean);
}
