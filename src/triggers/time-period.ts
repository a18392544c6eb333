import type { Temporal } from 'temporal-polyfill';

type Period = { readonly start: Temporal.ZonedDateTime; readonly end: Temporal.ZonedDateTime };
type Unit = 'week' | 'month' | 'year';

const UNITS: ReadonlyMap<string, Unit> = new Map([
  ['week', 'week'],
  ['minggu', 'week'],
  ['pekan', 'week'],
  ['month', 'month'],
  ['bulan', 'month'],
  ['year', 'year'],
  ['tahun', 'year'],
]);

const ENGLISH = /^(this|last|previous) (week|month|year)$/;
const INDONESIAN = /^(minggu|pekan|bulan|tahun) (ini|lalu|yang lalu|kemarin)$/;

/** Reads a week (from Monday), month or year of the calendar: `this week`, `bulan lalu`. */
export function parsePeriod(said: string, now: Temporal.ZonedDateTime): Period | undefined {
  const english = ENGLISH.exec(said);
  const indonesian = INDONESIAN.exec(said);
  const unit = UNITS.get(english?.[2] ?? indonesian?.[1] ?? '');
  if (!unit) return undefined;
  const isThis = (english?.[1] ?? indonesian?.[2]) === (english ? 'this' : 'ini');
  const start = startOf(unit, now);
  if (isThis) return { start, end: now };
  const length = unit === 'week' ? { weeks: 1 } : unit === 'month' ? { months: 1 } : { years: 1 };
  return { start: start.subtract(length), end: start };
}

function startOf(unit: Unit, now: Temporal.ZonedDateTime): Temporal.ZonedDateTime {
  const today = now.startOfDay();
  switch (unit) {
    case 'week':
      return today.subtract({ days: today.dayOfWeek - 1 });
    case 'month':
      return today.with({ day: 1 });
    case 'year':
      return today.with({ day: 1, month: 1 });
  }
}
