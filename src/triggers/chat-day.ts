import { Temporal } from 'temporal-polyfill';
import { fullYear, monthOf, weekdayOf } from '#sdk/series';

/** A whole day or month as somebody named it. */
export interface NamedDay {
  readonly day: Temporal.PlainDate;
  readonly unit: 'day' | 'month';
  /** False when the year was not said: the most recent one is meant. */
  readonly hasYear: boolean;
}

const DAYS_AGO: ReadonlyMap<string, number> = new Map([
  ['today', 0],
  ['hari ini', 0],
  ['yesterday', 1],
  ['kemarin', 1],
  ['kmrn', 1],
  ['day before yesterday', 2],
  ['kemarin dulu', 2],
  ['kemarin lusa', 2],
]);

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})$/;
const NUMERIC = /^(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?$/;
/** After a name, a number is a year only of this century or the last; `1 nov 1000` is a day and a count. */
const NAMED = /^(\d{1,2})[ -]?(\p{L}{3,9})(?:[ -]((?:19|20)\d{2})|-(\d{2}))?$/u;
const MONTH_FIRST = /^(\p{L}{3,9}) (\d{1,2})(?:,? ((?:19|20)\d{2}))?$/u;
const MONTH = /^(\p{L}{3,9})(?: ((?:19|20)\d{2}))?$/u;

/**
 * Reads a day or a month: `kemarin`, `senin`, `1 nov`, `1/11/2026` (day first), `2026-11-01`, `november`.
 *
 * @param text lower case, white space folded
 * @throws RangeError for a day its month does not have
 */
export function parseNamedDay(text: string, now: Temporal.ZonedDateTime): NamedDay | undefined {
  const today = now.toPlainDate();
  const daysAgo = DAYS_AGO.get(text);
  if (daysAgo !== undefined) return named(today.subtract({ days: daysAgo }));

  const weekday = weekdayOf(text) ?? (text === 'hari minggu' ? 7 : undefined);
  if (weekday !== undefined) {
    return named(today.subtract({ days: (today.dayOfWeek - weekday + 7) % 7 }));
  }

  const iso = ISO.exec(text);
  if (iso) return dated(today, iso[1], Number(iso[2]), Number(iso[3]));
  const numeric = NUMERIC.exec(text);
  if (numeric) return dated(today, numeric[3], Number(numeric[2]), Number(numeric[1]));
  const dayFirst = NAMED.exec(text);
  const dayFirstMonth = monthOf(dayFirst?.[2] ?? '');
  if (dayFirst && dayFirstMonth !== undefined) {
    return dated(today, dayFirst[3] ?? dayFirst[4], dayFirstMonth, Number(dayFirst[1]));
  }
  const monthFirst = MONTH_FIRST.exec(text);
  const monthFirstMonth = monthOf(monthFirst?.[1] ?? '');
  if (monthFirst && monthFirstMonth !== undefined) {
    return dated(today, monthFirst[3], monthFirstMonth, Number(monthFirst[2]));
  }
  const wholeMonth = MONTH.exec(text);
  const month = monthOf(wholeMonth?.[1] ?? '');
  if (wholeMonth && month !== undefined) {
    return { ...dated(today, wholeMonth[2], month, 1), unit: 'month' };
  }
  return undefined;
}

function named(day: Temporal.PlainDate): NamedDay {
  return { day, unit: 'day', hasYear: true };
}

/** Without a year, the latest such day that has begun. */
function dated(
  today: Temporal.PlainDate,
  yearDigits: string | undefined,
  month: number,
  day: number,
): NamedDay {
  const hasYear = yearDigits !== undefined;
  const from = (year: number) =>
    Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
  if (hasYear) return { day: from(fullYear(yearDigits)), unit: 'day', hasYear };
  // The 29th of February is only a day every fourth year.
  const years = [0, 1, 2, 3, 4, 5, 6, 7, 8].map((back) => today.year - back);
  for (const year of years) {
    if (
      month === 2 &&
      day === 29 &&
      !Temporal.PlainDate.from({ year, month: 1, day: 1 }).inLeapYear
    ) {
      continue;
    }
    const date = from(year);
    if (Temporal.PlainDate.compare(date, today) <= 0) return { day: date, unit: 'day', hasYear };
  }
  throw new RangeError('no such day');
}
