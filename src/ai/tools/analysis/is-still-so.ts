import type { TimeRange } from '#sdk';

/** Whether a period ends only because now is the end of what is known. */
export function isStillSo(period: TimeRange, range: TimeRange, now: Date): boolean {
  return period.end === range.end && Date.parse(range.end) >= now.getTime() - 1_000;
}
