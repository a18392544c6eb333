import { Temporal } from 'temporal-polyfill';
import type { Instant } from './instant.ts';
import { instantFromMs } from './instant.ts';
import { fromWallClock, toWallClock } from './time-zone.ts';

export const MONTHS = [
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
] as const;
export const WEEKDAYS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
] as const;

const MONTH = `(?<month>${MONTHS.map((name) => `${name}|${name.slice(0, 3)}`).join('|')}|sept)\\.?`;
const WEEKDAY = `(?:(?:${WEEKDAYS.map((name) => `${name}|${name.slice(0, 3)}`).join('|')}),?\\s+)?`;
const CLOCK =
  '(?<hour>\\d{1,2})(?::(?<minute>\\d{1,2})(?::(?<second>\\d{1,2})(?:[.:](?<fraction>\\d{1,12}))?)?)?\\s*(?<half>am|pm)?';
const ZONE = '\\s*(?<zone>z|gmt|utc|[+-]\\d{2}:?\\d{2})?';

// The forms of .NET's DateTime.Parse for the invariant and US cultures that people write to PI, most specific first.
const DATES = [
  '(?<year>\\d{4})[-/.](?<monthNumber>\\d{1,2})[-/.](?<day>\\d{1,2})',
  '(?<monthNumber>\\d{1,2})[-/](?<day>\\d{1,2})[-/](?<year>\\d{4}|\\d{2})',
  `${WEEKDAY}(?<day>\\d{1,2})[-\\s]${MONTH}(?:[-\\s,]\\s*(?<year>\\d{4}|\\d{2}(?!\\d*:)))?`,
  `${WEEKDAY}${MONTH}[-\\s](?<day>\\d{1,2}),?(?:[-\\s,]\\s*(?<year>\\d{4}))?`,
  '(?<year>\\d{4})-(?<monthNumber>\\d{2})',
  `${MONTH}[-\\s,]\\s*(?<year>\\d{4})`,
  `(?<year>\\d{4})[-\\s]${MONTH}(?:[-\\s](?<day>\\d{1,2}))?`,
].map((date) => new RegExp(`^${date}(?:(?:\\s+|t)${CLOCK})?${ZONE}$`, 'i'));
const CLOCK_ONLY = new RegExp(`^${CLOCK}$`, 'i');

/**
 * Reads a whole date with or without a time, as .NET would, in a zone; a zone in the text wins.
 * `undefined` when the text is no date.
 */
export function parseDate(text: string, now: Instant, timeZone: string): Instant | undefined {
  for (const form of DATES) {
    const groups = form.exec(text)?.groups;
    if (groups === undefined) continue;
    const clock = groups['hour'] === undefined ? MIDNIGHT : readClock(groups);
    const date = readDate(groups, () => toWallClock(now, timeZone).wall.year);
    if (clock === undefined || date === undefined) return undefined;
    return toInstant(date, clock, groups['zone'], timeZone);
  }
  return undefined;
}

/** Reads `hh:mm[:ss[.fff]]` as a time of today. */
export function parseClock(text: string, now: Instant, timeZone: string): Instant | undefined {
  const groups = CLOCK_ONLY.exec(text)?.groups;
  const clock = groups?.['minute'] === undefined ? undefined : readClock(groups);
  if (clock === undefined) return undefined;
  return toInstant(toWallClock(now, timeZone).wall.toPlainDate(), clock, undefined, timeZone);
}

/** The number 1…12 of a month's full or short name. */
export function monthNumber(name: string): number {
  return MONTHS.findIndex((month) => month.startsWith(name.toLowerCase().slice(0, 3))) + 1;
}

type Groups = { [name: string]: string | undefined };
type Clock = { readonly time: Temporal.PlainTime; readonly extraTicks: number };
const MIDNIGHT: Clock = { time: new Temporal.PlainTime(), extraTicks: 0 };

function readDate(groups: Groups, thisYear: () => number): Temporal.PlainDate | undefined {
  const year = groups['year'] === undefined ? thisYear() : fullYear(groups['year']);
  const month =
    groups['month'] === undefined ? Number(groups['monthNumber']) : monthNumber(groups['month']);
  const day = Number(groups['day'] ?? '1');
  try {
    return Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}

// .NET's calendar reads two digits up to 29 as this century.
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length > 2) return year;
  return year <= 29 ? 2000 + year : 1900 + year;
}

function readClock(groups: Groups): Clock | undefined {
  const half = groups['half']?.toLowerCase();
  let hour = Number(groups['hour']);
  // A lone number after a date is no time of day for .NET, unless it says am or pm.
  if (groups['minute'] === undefined && half === undefined) return undefined;
  if (half !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (half === 'pm' ? 12 : 0);
  }
  const minute = Number(groups['minute'] ?? '0');
  const second = Number(groups['second'] ?? '0');
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const ticks = Number((groups['fraction'] ?? '').padEnd(7, '0').slice(0, 7));
  const millisecond = Math.floor(ticks / 10_000);
  const time = new Temporal.PlainTime(hour, minute, second, millisecond);
  return { time, extraTicks: ticks % 10_000 };
}

function toInstant(
  date: Temporal.PlainDate,
  clock: Clock,
  zone: string | undefined,
  timeZone: string,
): Instant | undefined {
  const wall = date.toPlainDateTime(clock.time);
  if (zone === undefined) return fromWallClock(wall, timeZone, clock.extraTicks);
  const offsetMinutes = /^[a-z]/i.test(zone) ? 0 : minutesOf(zone);
  if (Math.abs(offsetMinutes) > 14 * 60) return undefined;
  const utcMs = wall.toZonedDateTime('UTC').epochMilliseconds;
  return instantFromMs(utcMs - offsetMinutes * 60_000, clock.extraTicks);
}

function minutesOf(offset: string): number {
  const digits = offset.replace(/\D/g, '');
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return offset.startsWith('-') ? -minutes : minutes;
}
