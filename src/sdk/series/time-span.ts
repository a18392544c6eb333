import type { Temporal } from 'temporal-polyfill';

/** A length of time as people and PI write it. Days and longer follow the calendar, the rest is exact. */
export interface Span {
  readonly years: number;
  readonly months: number;
  readonly weeks: number;
  readonly days: number;
  readonly milliseconds: number;
}

type CalendarUnit = 'years' | 'months' | 'weeks' | 'days';

/** Milliseconds of the exact units. `m` is always the minute, as in PI. */
const EXACT_UNITS: Readonly<Record<string, number>> = spread([
  [1, 'ms millisecond milliseconds milidetik'],
  [1000, 's sec secs second seconds detik dtk'],
  [60_000, 'm min mins minute minutes menit mnt'],
  [3_600_000, 'h hrs hour hours jam j'],
]);

const CALENDAR_UNITS: Readonly<Record<string, CalendarUnit>> = spread<CalendarUnit>([
  ['days', 'd day days hari'],
  ['weeks', 'w week weeks minggu mgg pekan'],
  ['months', 'mo month months bulan bln'],
  ['years', 'y year years tahun thn'],
]);

const ONE = /^(?:an?|one|satu)\s+(?=\p{L})/u;
const ONE_JOINED = /^se(?=(?:detik|menit|jam|hari|minggu|pekan|bulan|tahun)$)/;
const HALF = /^(?:half an?|setengah)\s+(hour|jam)$/;
const PART = /(\d{1,7}(?:[.,]\d{1,6})?)\s*(\p{L}+)/uy;

/**
 * Reads a length of time in English, Indonesian or PI's units: `8h`, `1h30m`, `8 jam`, `half an hour`, `sehari`.
 * A fraction goes with hours and shorter only, as in PI. Anything else gives undefined.
 *
 * @param text lower case, white space folded
 */
export function parseSpan(text: string): Span | undefined {
  if (text.length > 60) return undefined;
  const said = text.replace(HALF, '30m').replace(ONE, '1 ').replace(ONE_JOINED, '1 ');
  const total = { years: 0, months: 0, weeks: 0, days: 0, milliseconds: 0 };
  let end = 0;
  while (end < said.length) {
    PART.lastIndex = end;
    const part = PART.exec(said);
    if (!part) return undefined;
    const amount = Number((part[1] ?? '').replace(',', '.'));
    const unit = part[2] ?? '';
    const exact = EXACT_UNITS[unit];
    const calendar = CALENDAR_UNITS[unit];
    if (exact !== undefined) total.milliseconds += Math.round(amount * exact);
    else if (calendar !== undefined && Number.isInteger(amount)) total[calendar] += amount;
    else return undefined;
    end = PART.lastIndex;
    while (said[end] === ' ') end += 1;
  }
  return Object.values(total).some((amount) => amount > 0) ? total : undefined;
}

/**
 * The instant a span before or after another, in that one's own time zone.
 *
 * @param sign 1 for after, -1 for before
 * @throws RangeError when the result lies outside the calendar
 */
export function shiftBySpan(
  from: Temporal.ZonedDateTime,
  span: Span,
  sign: 1 | -1,
): Temporal.ZonedDateTime {
  const { years, months, weeks, days, milliseconds } = span;
  const exact = { milliseconds: sign * milliseconds };
  if (years + months + weeks + days === 0) return from.add(exact);
  const wall = from.toPlainDateTime().add({
    years: sign * years,
    months: sign * months,
    weeks: sign * weeks,
    days: sign * days,
  });
  // An hour the clocks show twice is meant in standard time, as PI's own libraries take it.
  return wall.toZonedDateTime(from.timeZoneId, { disambiguation: 'later' }).add(exact);
}

/** Words by their meaning, as a lookup that knows no inherited names such as `constructor`. */
function spread<T>(entries: readonly (readonly [T, string])[]): Readonly<Record<string, T>> {
  const lookup = Object.create(null) as Record<string, T>;
  for (const [meaning, words] of entries) {
    for (const word of words.split(' ')) lookup[word] = meaning;
  }
  return lookup;
}
