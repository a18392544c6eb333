import type { Reading, Statistic, SummaryBucket, TagInfo } from '../reading.ts';
import { summarise } from './summarise.ts';

export type RecordedSummary = {
  /** Oldest first; one before the first bucket and one after the last tell what held there. */
  readonly readings: readonly Reading[];
  /** Where buckets begin, and last the end of the last one. */
  readonly edgesMs: readonly number[];
  readonly tag: TagInfo;
  readonly statistics: readonly Statistic[];
  readonly weighting: 'time' | 'event';
  /** A value holds until now, and no longer. */
  readonly nowMs: number;
};

/** A reading with its instant in ms since 1970 UTC. */
type Timed = { readonly ms: number; readonly reading: Reading };

/**
 * Statistics of values that were recorded when they changed, bucket by bucket. A good value holds until the next is
 * recorded, or goes to it in a straight line; a bad one is a gap. What held when a bucket began, and where the line was
 * when it ended, belong to its lowest and highest; only what was recorded within it is counted.
 */
export function summariseRecorded(asked: RecordedSummary): readonly SummaryBucket[] {
  const { edgesMs, statistics, weighting, tag } = asked;
  const recorded = asked.readings.map((reading): Timed => ({
    ms: Date.parse(reading.timestamp),
    reading,
  }));
  const line = withHolds(recorded, Math.min(edgesMs.at(-1) ?? 0, asked.nowMs));
  const overTime = statistics.filter((each) => isOverTime(each, weighting));
  const counted = statistics.filter((each) => !isOverTime(each, weighting));
  const walk = { recorded: cursor(recorded), line: cursor(line) };
  return edgesMs.slice(0, -1).map((startMs, index) => {
    const endMs = edgesMs[index + 1] ?? startMs;
    const isLast = index === edgesMs.length - 2;
    const inside = walk.recorded(startMs, endMs, isLast);
    const onLine = walk.line(startMs, endMs, isLast);
    const outline = [
      onLine.within[0]?.ms === startMs
        ? undefined
        : boundAt(startMs, onLine.before, onLine.within[0] ?? onLine.after, tag),
      ...onLine.within.map(({ reading }) => reading),
      boundAt(endMs, onLine.within.at(-1) ?? onLine.before, onLine.after, tag),
    ].filter((reading) => reading !== undefined);
    const values = inside.within.map(({ reading }) => reading);
    const edges = [startMs, endMs];
    const [timed] = summarise(outline, edges, tag, overTime, weighting);
    const [events] = summarise(values, edges, tag, counted, weighting);
    return {
      start: new Date(startMs).toISOString(),
      end: new Date(endMs).toISOString(),
      statistics: { ...timed?.statistics, ...events?.statistics },
    };
  });
}

/** Good time is time however the values are weighted, and a count is one of values. */
function isOverTime(statistic: Statistic, weighting: 'time' | 'event'): boolean {
  if (statistic === 'count') return false;
  return weighting === 'time' || statistic === 'percentGood';
}

/** A good value also at the instant when a bad one ends it, and the last one until now. */
function withHolds(recorded: readonly Timed[], untilMs: number): readonly Timed[] {
  const line: Timed[] = [];
  for (const point of recorded) {
    const before = line.at(-1);
    const endsGood = point.reading.value === null && before && before.reading.value !== null;
    if (endsGood) line.push(heldAt(point.ms, before));
    line.push(point);
  }
  const last = line.at(-1);
  if (last && last.ms < untilMs && last.reading.value !== null) line.push(heldAt(untilMs, last));
  return line;
}

function heldAt(ms: number, { reading }: Timed): Timed {
  return { ms, reading: { ...reading, timestamp: new Date(ms).toISOString() } };
}

/** Gives the points of one bucket after the other, and its neighbours. */
function cursor(points: readonly Timed[]) {
  let place = 0;
  return (startMs: number, endMs: number, isLast: boolean) => {
    while (place < points.length && (points[place]?.ms ?? 0) < startMs) place += 1;
    const from = place;
    while (place < points.length && isBefore(points[place], endMs, isLast)) place += 1;
    return { before: points[from - 1], within: points.slice(from, place), after: points[place] };
  };
}

function isBefore(point: Timed | undefined, endMs: number, isLast: boolean): boolean {
  return point !== undefined && (point.ms < endMs || (isLast && point.ms === endMs));
}

/** Where the line from one point to the next is at an instant between them; undefined where there is none. */
function boundAt(
  ms: number,
  left: Timed | undefined,
  right: Timed | undefined,
  { step }: TagInfo,
): Reading | undefined {
  if (!left || !right || left.ms >= ms || right.ms < ms) return undefined;
  const from = left.reading.value;
  const to = right.reading.value;
  if (typeof from !== 'number' || typeof to !== 'number') return undefined;
  const value = step ? from : from + ((to - from) * (ms - left.ms)) / (right.ms - left.ms);
  return { ...left.reading, value, timestamp: new Date(ms).toISOString() };
}
