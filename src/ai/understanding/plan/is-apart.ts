import type { Reading } from '../reading.ts';
import type { AskedTime } from './resolve-times.ts';

/** A time of day and a day that do not belong together: neither may be left out. */
export function isApart(times: readonly AskedTime[], reading: Reading): boolean {
  if (reading.isVersus) return false;
  const points = times.flatMap((time) => (time.kind === 'point' ? [Date.parse(time.at)] : []));
  const ranges = times.flatMap((time) =>
    time.kind === 'range' ? [[Date.parse(time.start), Date.parse(time.end)] as const] : [],
  );
  const isOutside = points.some((at) => ranges.some(([start, end]) => at < start || at > end));
  return isOutside || (points.length > 0 && ranges.length > 1);
}
