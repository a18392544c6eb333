import { Temporal } from 'temporal-polyfill';
import type { TimeRange } from '../reading.ts';
import { badBucket, rangeBackwards, tooManyBuckets } from './series.errors.ts';

/** A table of more buckets than this serves nobody, and each has to be computed. */
const MAX_BUCKETS = 10_000;

/** Lengths that no wall clock changes. */
const FIXED_MS: Readonly<Record<string, number>> = { s: 1_000, m: 60_000, h: 3_600_000 };

const CALENDAR: Readonly<Record<string, 'days' | 'weeks' | 'months' | 'years'>> = {
  d: 'days',
  w: 'weeks',
  mo: 'months',
  y: 'years',
};

/**
 * The instants at which the buckets of a range begin, and last the range's end, in ms since 1970 UTC.
 *
 * The first bucket begins at the range's start. Seconds, minutes and hours are fixed lengths; days and longer follow the
 * wall clock of the zone, so that a day over a change of the clock has 23 or 25 hours. The last bucket may be shorter.
 *
 * @param bucket such as `15m`, `1h`, `1d`, `1mo`; absent is one bucket
 * @param timeZone IANA name
 */
export function bucketEdges(
  range: TimeRange,
  bucket: string | undefined,
  timeZone: string,
): readonly number[] {
  const startMs = Date.parse(range.start);
  const endMs = Date.parse(range.end);
  if (!(startMs < endMs)) throw rangeBackwards();
  if (bucket === undefined) return [startMs, endMs];
  const edgeAt = edgesOf(bucket, startMs, timeZone);
  const edges: number[] = [];
  for (let i = 0; ; i += 1) {
    const edge = edgeAt(i);
    if (edge >= endMs) return [...edges, endMs];
    if (edges.length === MAX_BUCKETS) throw tooManyBuckets(MAX_BUCKETS);
    edges.push(edge);
  }
}

/** Gives the i-th edge. It counts from the start, so that a 31st does not slide to the 28th for ever after February. */
function edgesOf(bucket: string, startMs: number, timeZone: string): (i: number) => number {
  const [, digits = '', letters = ''] = /^\s*(\d+)\s*([a-z]+)\s*$/i.exec(bucket) ?? [];
  const count = Number(digits);
  const fixedMs = FIXED_MS[letters.toLowerCase()];
  const unit = CALENDAR[letters.toLowerCase()];
  if (count > 0 && fixedMs !== undefined) return (i) => startMs + i * count * fixedMs;
  if (count > 0 && unit !== undefined) {
    const start = Temporal.Instant.fromEpochMilliseconds(startMs).toZonedDateTimeISO(timeZone);
    return (i) => start.add({ [unit]: i * count }).epochMilliseconds;
  }
  throw badBucket(bucket);
}
