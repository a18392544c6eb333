import { TICKS_PER_HOUR, TICKS_PER_MINUTE, TICKS_PER_MS, TICKS_PER_SECOND } from './instant.ts';
import type { Instant } from './instant.ts';
import { TimeError } from './time-error.ts';
import { fromWallClock, toWallClock } from './time-zone.ts';

/**
 * An AF time span: a calendar part (`months`, `days`) that follows the wall clock and a fixed part in 100 ns ticks.
 * A negative span has negative parts.
 */
export type TimeSpan = { readonly months: number; readonly days: number; readonly ticks: number };

type Part = 'months' | 'days' | 'ticks';
type SpanUnit = { readonly part: Part; readonly size: number; readonly mayBeFraction: boolean };

const UNITS = new Map<string, SpanUnit>();
const fixed = (size: number): SpanUnit => ({ part: 'ticks', size, mayBeFraction: true });
const calendar = (part: Part, size: number): SpanUnit => ({ part, size, mayBeFraction: false });
for (const [names, unit] of [
  ['ms msec msecs millisecond milliseconds', fixed(TICKS_PER_MS)],
  ['s sec secs second seconds', fixed(TICKS_PER_SECOND)],
  ['m min mins minute minutes', fixed(TICKS_PER_MINUTE)],
  ['h hr hrs hour hours', fixed(TICKS_PER_HOUR)],
  ['d day days', calendar('days', 1)],
  // The calendar arithmetic AF is built on counts a weekday and a day of the year as one day.
  ['wd weekday weekdays yd yearday yeardays', calendar('days', 1)],
  ['w week weeks', calendar('days', 7)],
  ['mo month months', calendar('months', 1)],
  ['y yr year years', calendar('months', 12)],
] as const) {
  for (const name of names.split(' ')) UNITS.set(name, unit);
}

const NAMED_STEP = /\s*([+-]?)\s*(\d{1,9}(?:\.\d{1,9})?|\.\d{1,9})\s*([a-z]+)/iy;
const CLOCK =
  /^\s*([+-]?)\s*(?:(\d{1,6})\.)?(\d{1,5}):(\d{1,2})(?::(\d{1,2})(?:[.:](\d{1,7}))?)?\s*$/;
const HOURS_ONLY = /^\s*([+-]?)\s*(\d{1,6})\s*$/;

/**
 * Reads `1h`, `15m`, `0.5h`, `1d12h`, `1mo`, `-1d`, `00:10:00`, `1.06:00`; a bare number is hours, an empty text nothing.
 * A step without a sign has the sign of the one before it. Throws `TimeError`.
 */
export function parseTimeSpan(text: string): TimeSpan {
  const steps = text.trim() === '' ? [] : readOffset(text, { allowsClock: true });
  if (steps === undefined) {
    throw new TimeError(`The specified interval '${text}' is not valid.`, text);
  }
  return steps.reduce(sumOf, { months: 0, days: 0, ticks: 0 });
}

/**
 * The steps of an offset in the order they are written, or `undefined` when the text is none.
 * `allowsClock`: also `hh:mm[:ss[.fff]]` and a bare number of hours.
 */
export function readOffset(
  text: string,
  { allowsClock }: { readonly allowsClock: boolean },
): TimeSpan[] | undefined {
  if (allowsClock) {
    const clock = readClock(text);
    if (clock !== undefined) return [clock];
  }
  const steps: TimeSpan[] = [];
  let sign = 1;
  let position = 0;
  while (position < text.length && text.slice(position).trim() !== '') {
    NAMED_STEP.lastIndex = position;
    const match = NAMED_STEP.exec(text);
    const unit = UNITS.get(match?.[3]?.toLowerCase() ?? '');
    const digits = match?.[2] ?? '';
    if (match === null || unit === undefined) return undefined;
    if (!unit.mayBeFraction && digits.includes('.')) return undefined;
    if (match[1] !== '') sign = match[1] === '-' ? -1 : 1;
    const amount = Math.round(Number(digits) * unit.size) * sign;
    steps.push({ months: 0, days: 0, ticks: 0, [unit.part]: amount });
    position = NAMED_STEP.lastIndex;
  }
  return steps.length === 0 ? undefined : steps;
}

function readClock(text: string): TimeSpan | undefined {
  const hoursOnly = HOURS_ONLY.exec(text);
  if (hoursOnly !== null) {
    const sign = hoursOnly[1] === '-' ? -1 : 1;
    return { months: 0, days: 0, ticks: sign * Number(hoursOnly[2]) * TICKS_PER_HOUR };
  }
  const match = CLOCK.exec(text);
  if (match === null) return undefined;
  const [, signText, days = '0', hours = '0', minutes = '0', seconds = '0', fraction = ''] = match;
  if (Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const sign = signText === '-' ? -1 : 1;
  const ticks =
    Number(hours) * TICKS_PER_HOUR +
    Number(minutes) * TICKS_PER_MINUTE +
    Number(seconds) * TICKS_PER_SECOND +
    Number(fraction.padEnd(7, '0'));
  return { months: 0, days: sign * Number(days), ticks: sign * ticks };
}

/**
 * `at` plus `times` spans: months and days on the wall clock of `timeZone` (IANA), hours and shorter exactly.
 * Throws `TimeError` beyond the years a calendar holds.
 */
export function addTimeSpan(at: Instant, span: TimeSpan, timeZone: string, times = 1): Instant {
  const months = span.months * times;
  const days = span.days * times;
  const ticks = span.ticks * times;
  if (months === 0 && days === 0) return at + ticks;
  try {
    const { wall, extraTicks } = toWallClock(at, timeZone);
    return fromWallClock(wall.add({ months, days }), timeZone, extraTicks) + ticks;
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new TimeError('The time is outside the range of the calendar.', '');
  }
}

/** -1, 0 or 1: which way a span leads (the calendar part decides, then the fixed part). */
export function signOfTimeSpan(span: TimeSpan): number {
  return Math.sign(span.months) || Math.sign(span.days) || Math.sign(span.ticks);
}

function sumOf(a: TimeSpan, b: TimeSpan): TimeSpan {
  return { months: a.months + b.months, days: a.days + b.days, ticks: a.ticks + b.ticks };
}
