import { parseSpan } from '#sdk/series';
import { foldText } from './time-point.ts';
import { badInterval } from './time.errors.ts';

const DAY_MS = 86_400_000;
const INTERVAL_MIN_MS = 1000;
const INTERVAL_MAX_MS = 366 * DAY_MS;

/**
 * The length of a sampling interval in milliseconds, months and years taken as 30 and 365 days.
 *
 * @throws AppError `triggers.bad_interval` for what is no span, or is under a second or over a year
 */
export function parseInterval(text: string): number {
  const span = parseSpan(foldText(text));
  if (!span) throw badInterval(text);
  const days = span.years * 365 + span.months * 30 + span.weeks * 7 + span.days;
  const intervalMs = days * DAY_MS + span.milliseconds;
  if (intervalMs < INTERVAL_MIN_MS || intervalMs > INTERVAL_MAX_MS) throw badInterval(text);
  return intervalMs;
}

const BUCKET_UNITS = [
  ['years', 'y'],
  ['months', 'mo'],
  ['weeks', 'w'],
  ['days', 'd'],
] as const;

/**
 * The length of a bucket the way data sources take it: one number and `s`, `m`, `h`, `d`, `w`, `mo` or `y`.
 * `1 jam` becomes `1h`; `90m` stays `90m`.
 *
 * @throws AppError `triggers.bad_interval` for what is no span, or mixes units of the calendar with others
 */
export function parseBucket(text: string): string {
  const span = parseSpan(foldText(text));
  if (!span) throw badInterval(text);
  const calendar = BUCKET_UNITS.filter(([name]) => span[name] > 0);
  const [only, ...others] = calendar;
  const { milliseconds } = span;
  if (only && others.length === 0 && milliseconds === 0) return `${span[only[0]]}${only[1]}`;
  if (only || milliseconds < 1000 || milliseconds % 1000 !== 0) throw badInterval(text);
  const seconds = milliseconds / 1000;
  if (seconds % 3600 === 0) return `${seconds / 3600}h`;
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}
