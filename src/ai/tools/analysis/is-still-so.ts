import type { TimeRange } from '#sdk';

/** Whether a period ends only because now is the end of what is known. */
export function isStillSo(period: TimeRange, range: TimeRange, now: Date): boolean {
  const endMs = Date.parse(range.end);
  return Date.parse(period.end) === endMs && endMs >= now.getTime() - 1_000;
}
