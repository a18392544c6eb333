import type { Reading, SeriesOutcome, TagInfo, TimeRange } from '#sdk';

/** A state that changed within a time. */
export interface StateChange {
  readonly tag: TagInfo;
  readonly from: string;
  readonly to: string;
  /** When the new state was recorded. */
  readonly timestamp: string;
}

/** How far a number went from where it was at the beginning of a time. */
export interface Movement {
  readonly tag: TagInfo;
  readonly before: Reading;
  /** The reading farthest from `before`. */
  readonly after: Reading;
  /** The change in multiples of how far the number usually strays; what ranks numbers of different units. */
  readonly size: number;
}

/** A median deviation of a normal spread, as a standard deviation. */
const DEVIATION_SCALE = 1.4826;
/** A number that stood still before strays at least by this part of itself, or the least of noise would be a mover. */
const LEAST_SPREAD = 0.001;
/** Without this many values before, nobody knows how far a number usually strays. */
const VALUES_MIN = 10;

/**
 * Each change of a state within a range, oldest first. A gap changes nothing; the first known state is no change. A tag
 * that was not read whole is left out.
 *
 * @param before series of the same tags with what they were at the range's start
 */
export function stateChanges(
  outcomes: readonly SeriesOutcome[],
  before: readonly SeriesOutcome[],
  { start }: TimeRange,
): readonly StateChange[] {
  const startMs = Date.parse(start);
  const isBefore = ({ timestamp }: Reading): boolean => Date.parse(timestamp) <= startMs;
  const atStart = new Map(
    before.flatMap((one) =>
      one.ok ? [[one.tag.name, one.readings.findLast(isBefore)?.value ?? null]] : [],
    ),
  );
  return outcomes
    .flatMap((outcome) => {
      if (!outcome.ok || outcome.truncated) return [];
      const { tag, readings } = outcome;
      let state = atStart.get(tag.name) ?? null;
      return readings.flatMap((reading): readonly StateChange[] => {
        const { value, timestamp } = reading;
        if (isBefore(reading) || value === null) return [];
        const from = state;
        state = value;
        if (from === null || from === value) return [];
        return [{ tag, from: String(from), to: String(value), timestamp }];
      });
    })
    .toSorted((a, b) => Date.parse(a.timestamp) - Date.parse(b.timestamp));
}

/** How far a number went within a range; undefined when it has no two good values there. */
export function movementOf(
  tag: TagInfo,
  readings: readonly Reading[],
  range: TimeRange,
): Movement | undefined {
  const startMs = Date.parse(range.start);
  const good = readings.filter(isNumber);
  const before = good.findLast(({ timestamp }) => Date.parse(timestamp) <= startMs);
  const within = good.filter(({ timestamp }) => {
    const ms = Date.parse(timestamp);
    return ms > startMs && ms <= Date.parse(range.end);
  });
  if (!before || within.length === 0) return undefined;
  const after = within.reduce((most, one) =>
    Math.abs(one.value - before.value) > Math.abs(most.value - before.value) ? one : most,
  );
  const earlier = good.filter(({ timestamp }) => Date.parse(timestamp) <= startMs);
  const spread = spreadOf(earlier.map(({ value }) => value));
  const change = Math.abs(after.value - before.value);
  return { tag, before, after, size: spread > 0 ? change / spread : 0 };
}

/** How far values usually stray from their middle, which a few wild ones do not move. */
function spreadOf(values: readonly number[]): number {
  if (values.length < VALUES_MIN) return 0;
  const middle = median(values);
  const deviation = DEVIATION_SCALE * median(values.map((value) => Math.abs(value - middle)));
  return Math.max(deviation, Math.abs(middle) * LEAST_SPREAD);
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}

function isNumber(reading: Reading): reading is Reading & { readonly value: number } {
  return typeof reading.value === 'number';
}
