import { localTime } from '../../triggers/format-instant.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** Steps that people count time in. */
const STEPS_MS = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * 1000),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 3, 4, 6, 12].map((hours) => hours * HOUR_MS),
  ...[1, 2, 4, 7, 14].map((days) => days * DAY_MS),
];
const MONTHS = [1, 2, 3, 6, 12, 24, 60, 120];
const MONTHS_MOST = 240;
const MONTH_MS = 30.4 * DAY_MS;

export interface TimeTicks {
  /** Instants in milliseconds. */
  readonly at: readonly number[];
  readonly stepMs: number;
}

/**
 * Instants to write on an axis of time: round by the clocks of the zone, not by UTC, through changes of summer time too.
 *
 * @param most about how many fit
 */
export function timeTicks(start: number, end: number, timeZone: string, most: number): TimeTicks {
  const least = (end - start) / Math.max(most, 1);
  const stepMs = STEPS_MS.find((step) => step >= least);
  const from = localTime(start, timeZone)?.localMs ?? start;
  const to = localTime(end, timeZone)?.localMs ?? end;
  const walls = stepMs ? stepped(from, to, stepMs) : monthly(from, to, least);
  const at = walls
    .map((wall) => toInstant(wall, timeZone))
    .filter((ms) => ms >= start && ms <= end);
  return { at: [...new Set(at)], stepMs: stepMs ?? MONTH_MS };
}

function stepped(from: number, to: number, stepMs: number): number[] {
  const first = Math.ceil(from / stepMs);
  const count = Math.floor(to / stepMs) - first + 1;
  return Array.from({ length: Math.max(count, 0) }, (_, index) => (first + index) * stepMs);
}

function monthly(from: number, to: number, leastMs: number): number[] {
  const months = MONTHS.find((one) => one * MONTH_MS >= leastMs) ?? MONTHS_MOST;
  const begin = new Date(from);
  const month = begin.getUTCFullYear() * 12 + begin.getUTCMonth();
  const walls: number[] = [];
  for (let next = Math.ceil(month / months) * months; ; next += months) {
    // Counted from a year of four digits: `Date.UTC(99, 0)` would be 1999.
    const wall = Date.UTC(2000, next - 24_000);
    if (!(wall <= to)) return walls;
    walls.push(wall);
  }
}

/** The instant at which the clocks show a time; of a time they skip, the one an hour on. */
function toInstant(wall: number, timeZone: string): number {
  const offsetAt = (ms: number) => (localTime(ms, timeZone)?.localMs ?? ms) - ms;
  const guess = wall - offsetAt(wall);
  return wall - offsetAt(guess);
}
