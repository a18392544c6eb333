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
  /** The change in multiples of how far the number usually goes in as long; what ranks numbers of different units. */
  readonly size: number;
}

/** A number that stood still before moves at least by this part of itself, or the least of noise would be a mover. */
const LEAST_PART = 0.001;
/** With fewer times to compare with, nobody knows how far a number usually goes. */
const TIMES_MIN = 3;

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

/**
 * How far a number went within a range, compared with the times of the same length before it, of which the middle one
 * counts: a start or a trip hours ago does not make it one that is always moving.
 *
 * @param readings oldest first, from hours before the range
 * @returns undefined when it has no good value at the range's start or none within it
 */
export function movementOf(
  tag: TagInfo,
  readings: readonly Reading[],
  range: TimeRange,
): Movement | undefined {
  const startMs = Date.parse(range.start);
  const endMs = Date.parse(range.end);
  const good = readings.filter(isNumber);
  const moved = farthest(good, startMs, endMs);
  if (!moved) return undefined;
  const firstMs = Date.parse(good[0]?.timestamp ?? '');
  const lengthMs = endMs - startMs;
  const usual: number[] = [];
  for (let fromMs = startMs - lengthMs; fromMs >= firstMs; fromMs -= lengthMs) {
    const earlier = farthest(good, fromMs, fromMs + lengthMs);
    if (earlier) usual.push(earlier.change);
  }
  const least = Math.abs(moved.before.value) * LEAST_PART;
  const compared = usual.length < TIMES_MIN ? 0 : Math.max(median(usual), least);
  const { before, after, change } = moved;
  return { tag, before, after, size: compared > 0 ? change / compared : 0 };
}

type Good = Reading & { readonly value: number };

/** The value at an instant, and the one until another that is farthest from it. */
function farthest(good: readonly Good[], fromMs: number, untilMs: number) {
  const before = good.findLast(({ timestamp }) => Date.parse(timestamp) <= fromMs);
  if (!before) return undefined;
  let after: Good | undefined;
  let change = -1;
  for (const reading of good) {
    const ms = Date.parse(reading.timestamp);
    const far = Math.abs(reading.value - before.value);
    if (ms > fromMs && ms <= untilMs && far > change) {
      after = reading;
      change = far;
    }
  }
  return after && { before, after, change };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[half - 1] ?? 0) + upper) / 2;
}

function isNumber(reading: Reading): reading is Good {
  return typeof reading.value === 'number';
}
