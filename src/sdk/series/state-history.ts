import type { Reading, TimeRange } from '../reading.ts';

export interface StateEntry {
  /** As it was recorded first. */
  readonly state: string;
  readonly totalMs: number;
  /** Changes into it from another state within the range; one that held at its start was not entered. */
  readonly entries: readonly string[];
}

export interface StateHistory {
  /** The longest first. */
  readonly states: readonly StateEntry[];
  /** Of the range: bad values, before the first and after now. */
  readonly unknownMs: number;
  /** What held last within the range; null when it is not known. */
  readonly last: string | null;
}

/**
 * How long a signal was in each of its states over a range, and when it came into them.
 *
 * A state holds until another value is recorded. A gap changes nothing by itself: the same state after it was not
 * entered again, and another one is entered when it was recorded.
 *
 * @param readings oldest first; one before the range's start tells what held then
 * @param nowMs the newest value holds until then, and no longer
 */
export function stateHistory(
  readings: readonly Reading[],
  range: TimeRange,
  nowMs: number,
): StateHistory {
  const startMs = Date.parse(range.start);
  const endMs = Date.parse(range.end);
  const untilMs = Math.min(endMs, nowMs);
  const states = new Map<string, { state: string; totalMs: number; entries: string[] }>();
  let knownMs = 0;
  let before: string | undefined;
  let last: string | null = null;
  for (const [index, { value, timestamp }] of readings.entries()) {
    const fromMs = Date.parse(timestamp);
    // A value stamped at the very end of the range holds in it for no time.
    if (fromMs >= endMs) break;
    const next = readings[index + 1];
    const toMs = next ? Date.parse(next.timestamp) : Math.max(nowMs, fromMs);
    last = value === null ? null : String(value);
    if (value === null) continue;
    const key = String(value).toLowerCase();
    const heldMs = Math.max(0, Math.min(toMs, untilMs) - Math.max(fromMs, startMs));
    const isEntered = fromMs >= startMs && before !== undefined && before !== key;
    before = key;
    if (heldMs === 0 && !isEntered) continue;
    const known = states.get(key) ?? { state: String(value), totalMs: 0, entries: [] };
    states.set(key, known);
    known.totalMs += heldMs;
    knownMs += heldMs;
    if (isEntered) known.entries.push(timestamp);
  }
  return {
    states: [...states.values()].toSorted((a, b) => b.totalMs - a.totalMs),
    unknownMs: endMs - startMs - knownMs,
    last,
  };
}
