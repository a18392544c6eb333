import type { TimeRange } from '#sdk';
import type { Language } from './answer-name.schema.ts';

/** Where, for whom and when a time is told. */
export interface TimeFormat {
  /** The site's IANA zone. */
  readonly timeZone: string;
  readonly language: Language;
  readonly now: Date;
}

const MONTHS: Readonly<Record<Language, readonly string[]>> = {
  en: ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'],
  id: ['Jan', 'Feb', 'Mar', 'Apr', 'Mei', 'Jun', 'Jul', 'Agu', 'Sep', 'Okt', 'Nov', 'Des'],
};

/** Indonesia's own names; `Intl` says `GMT+7`. */
const ZONE_NAMES: ReadonlyMap<string, string> = new Map([
  ['Asia/Jakarta', 'WIB'],
  ['Asia/Pontianak', 'WIB'],
  ['Asia/Makassar', 'WITA'],
  ['Asia/Ujung_Pandang', 'WITA'],
  ['Asia/Jayapura', 'WIT'],
]);

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/**
 * An instant with its zone: `14:32:05 WIB`, in Indonesian `14.32.05 WIB`; the date comes first when it is not today,
 * the year too when it is not this one. Fractions of a second are dropped. `–` for what is no instant.
 *
 * @param iso ISO 8601 UTC
 * @param withDay the date also when it is today
 */
export function formatInstant(
  iso: string,
  timeZone: string,
  language: Language,
  now: Date,
  withDay = false,
): string {
  const format = { timeZone, language, now };
  const local = localTime(Date.parse(iso), timeZone);
  if (!local) return '–';
  const prefix = withDay ? `${day(local, format)} ` : dayPrefix(local, format);
  return `${prefix}${clock(local, language, true)} ${zoneName(local.ms, timeZone)}`;
}

/** `14:32 WIB`, with the date when it is not today. */
export function formatMinute(iso: string, { timeZone, language, now }: TimeFormat): string {
  const local = localTime(Date.parse(iso), timeZone);
  if (!local) return '–';
  const day = dayPrefix(local, { timeZone, language, now });
  return `${day}${clock(local, language, false)} ${zoneName(local.ms, timeZone)}`;
}

/**
 * A time in a list whose zone is said at its head.
 *
 * @param detail `second`, `minute`, or `day` for what begins at midnight
 * @param withDay always, for lists that reach over several days
 */
export function formatListTime(
  iso: string,
  format: TimeFormat,
  detail: 'second' | 'minute' | 'day',
  withDay: boolean,
): string {
  const local = localTime(Date.parse(iso), format.timeZone);
  if (!local) return '–';
  if (detail === 'day') return day(local, format);
  const prefix = withDay ? `${day(local, format)} ` : '';
  return `${prefix}${clock(local, format.language, detail === 'second')}`;
}

/** A span: `06:00–14:00 WIB`, `21 Nov 06:00 – 22 Nov 06:00 WIB`. */
export function formatRange(range: TimeRange, format: TimeFormat): string {
  const { timeZone, language } = format;
  const start = localTime(Date.parse(range.start), timeZone);
  const end = localTime(Date.parse(range.end), timeZone);
  if (!start || !end) return '–';
  const zone = zoneName(end.ms, timeZone);
  const isOneDay = isSameDay(start, end);
  const from = `${isOneDay ? dayPrefix(start, format) : `${day(start, format)} `}${clock(start, language, false)}`;
  const to = `${isOneDay ? '' : `${day(end, format)} `}${clock(end, language, false)}`;
  return isOneDay ? `${from}–${to} ${zone}` : `${from} – ${to} ${zone}`;
}

/** Whether two instants fall on one day of the zone. */
export function isOnOneDay(a: string, b: string, timeZone: string): boolean {
  const first = localTime(Date.parse(a), timeZone);
  const second = localTime(Date.parse(b), timeZone);
  return first !== undefined && second !== undefined && isSameDay(first, second);
}

/** Whether an instant is the first of a day of the zone: its midnight, wherever the clocks have one. */
export function isStartOfDay(iso: string, timeZone: string): boolean {
  return !isOnOneDay(iso, new Date(Date.parse(iso) - 1).toISOString(), timeZone);
}

/** How long something is: `45 s`, `28 min`, `3 h`, `2 d`; in Indonesian `28 mnt`, `3 jam`. Rounded down. */
export function formatAge(ageMs: number, language: Language): string {
  const [seconds, minutes, hours, days] =
    language === 'id' ? ['dtk', 'mnt', 'jam', 'hari'] : ['s', 'min', 'h', 'd'];
  const age = Math.max(0, ageMs);
  if (age < MINUTE_MS) return `${Math.floor(age / 1000)} ${seconds}`;
  if (age < HOUR_MS) return `${Math.floor(age / MINUTE_MS)} ${minutes}`;
  if (age < 2 * DAY_MS) return `${Math.floor(age / HOUR_MS)} ${hours}`;
  return `${Math.floor(age / DAY_MS)} ${days}`;
}

/** What the clocks of a zone show at an instant. */
export type LocalTime = {
  readonly ms: number;
  /** Milliseconds of what the clocks show, as if it were UTC. */
  readonly localMs: number;
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
};

const CLOCKS = new Map<string, Intl.DateTimeFormat>();

/** What the clocks of a zone show at an instant in milliseconds; undefined for what is none. */
export function localTime(ms: number, timeZone: string): LocalTime | undefined {
  if (!Number.isFinite(ms)) return undefined;
  const local = new Date(ms + offsetMs(ms, timeZone));
  return {
    ms,
    localMs: local.getTime(),
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
  };
}

/** What a zone's clocks are ahead of UTC, kept for the quarter of an hour asked: no zone changes within one. */
const OFFSETS = new Map<string, number>();
const OFFSETS_MAX = 5000;

function offsetMs(ms: number, timeZone: string): number {
  const quarter = Math.floor(ms / (15 * MINUTE_MS));
  const key = `${timeZone} ${quarter}`;
  const known = OFFSETS.get(key);
  if (known !== undefined) return known;
  const at = quarter * 15 * MINUTE_MS;
  const parts: Record<string, string> = {};
  for (const { type, value } of clockOf(timeZone).formatToParts(at)) parts[type] = value;
  const local = Date.UTC(
    Number(parts['year']),
    Number(parts['month']) - 1,
    Number(parts['day']),
    Number(parts['hour']),
    Number(parts['minute']),
    Number(parts['second']),
  );
  if (OFFSETS.size >= OFFSETS_MAX) OFFSETS.clear();
  OFFSETS.set(key, local - at);
  return local - at;
}

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = CLOCKS.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-u-ca-iso8601', {
    timeZone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    hourCycle: 'h23',
  });
  CLOCKS.set(timeZone, made);
  return made;
}

/** The zone's own abbreviation at an instant: `WIB`, `CET`, `UTC+8`. */
export function zoneName(ms: number, timeZone: string): string {
  const own = ZONE_NAMES.get(timeZone);
  if (own) return own;
  const parts = zoneNames(timeZone).formatToParts(ms);
  const name = parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
  return name.replace(/^GMT(?=[+-])/, 'UTC');
}

const NAMES = new Map<string, Intl.DateTimeFormat>();

function zoneNames(timeZone: string): Intl.DateTimeFormat {
  const known = NAMES.get(timeZone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'short' });
  NAMES.set(timeZone, made);
  return made;
}

function isSameDay(a: LocalTime, b: LocalTime): boolean {
  return a.year === b.year && a.month === b.month && a.day === b.day;
}

/** `21 Nov ` unless it is today. */
function dayPrefix(local: LocalTime, format: TimeFormat): string {
  const today = localTime(format.now.getTime(), format.timeZone);
  return today && isSameDay(local, today) ? '' : `${day(local, format)} `;
}

function day(local: LocalTime, { timeZone, language, now }: TimeFormat): string {
  const month = MONTHS[language][local.month - 1] ?? '';
  const isThisYear = localTime(now.getTime(), timeZone)?.year === local.year;
  return `${local.day} ${month}${isThisYear ? '' : ` ${local.year}`}`;
}

function clock(local: LocalTime, language: Language, withSeconds: boolean): string {
  const parts = withSeconds ? [local.hour, local.minute, local.second] : [local.hour, local.minute];
  return parts.map((part) => String(part).padStart(2, '0')).join(language === 'id' ? '.' : ':');
}
