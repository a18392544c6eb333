import type { Instant } from '../time/instant.ts';
import type { TimedValue } from './model.ts';

/** Called with each event; `false` stops the walk. */
export type EventVisitor = (event: TimedValue) => boolean | void;

/** Stored (or computed) events of one stream in the order of time. Two events may share an instant. */
export interface EventSource {
  /** Every event with `from <= at <= to`, oldest first. False when the visitor stopped it. */
  each(from: Instant, to: Instant, visit: EventVisitor): boolean;
  /** The newest event at or before an instant (`inclusive`), or strictly before it. */
  before(at: Instant, inclusive: boolean): TimedValue | undefined;
  /** The oldest event at or after an instant (`inclusive`), or strictly after it. */
  after(at: Instant, inclusive: boolean): TimedValue | undefined;
}

/** A good event without marks. */
export function goodValue(at: Instant, value: TimedValue['value']): TimedValue {
  return { at, value, good: true, questionable: false, substituted: false, annotated: false };
}

/** A source over a sorted array. The array may change, as long as it stays sorted. */
export function createListSource(events: readonly TimedValue[]): EventSource {
  return {
    each(from, to, visit) {
      for (let index = indexFrom(events, from, true); index < events.length; index++) {
        const event = events[index];
        if (event === undefined || event.at > to) return true;
        if (visit(event) === false) return false;
      }
      return true;
    },
    before: (at, inclusive) => events[indexFrom(events, at, !inclusive) - 1],
    after: (at, inclusive) => events[indexFrom(events, at, inclusive)],
  };
}

/** Index of the first event at or after `at` (`inclusive`), or strictly after it. */
export function indexFrom(events: readonly TimedValue[], at: Instant, inclusive: boolean): number {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const candidate = events[middle]?.at ?? Infinity;
    if (candidate < at || (!inclusive && candidate === at)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Two sources as one; at the same instant the first one's event comes first. */
export function mergeSources(first: EventSource, second: EventSource): EventSource {
  return {
    each(from, to, visit) {
      // The second source is the sparse one (marks, written values): it is walked by steps.
      let pending = second.after(from, true);
      let waiting: TimedValue[] = [];
      const collectUpTo = (limit: Instant, inclusive: boolean): void => {
        waiting = [];
        while (pending !== undefined && (inclusive ? pending.at <= limit : pending.at < limit)) {
          const at = pending.at;
          second.each(at, at, (event) => {
            waiting.push(event);
          });
          pending = second.after(at, false);
        }
      };
      const finished = first.each(from, to, (event) => {
        if (pending !== undefined && pending.at < event.at) {
          collectUpTo(event.at, false);
          for (const earlier of waiting) if (visit(earlier) === false) return false;
        }
        return visit(event);
      });
      if (!finished) return false;
      collectUpTo(to, true);
      return waiting.every((event) => visit(event) !== false);
    },
    before(at, inclusive) {
      const a = first.before(at, inclusive);
      const b = second.before(at, inclusive);
      if (a === undefined || b === undefined) return a ?? b;
      return b.at >= a.at ? b : a;
    },
    after(at, inclusive) {
      const a = first.after(at, inclusive);
      const b = second.after(at, inclusive);
      if (a === undefined || b === undefined) return a ?? b;
      return b.at < a.at ? b : a;
    },
  };
}

/** What of a source lies between two instants that are asked for anew each time (`latest` moves with the clock). */
export function limitSource(
  inner: EventSource,
  earliest: Instant,
  latest: () => Instant,
): EventSource {
  const ifVisible = (event: TimedValue | undefined): TimedValue | undefined =>
    event === undefined || event.at < earliest || event.at > latest() ? undefined : event;
  return {
    each: (from, to, visit) => inner.each(Math.max(from, earliest), Math.min(to, latest()), visit),
    before(at, inclusive) {
      const limit = latest();
      return ifVisible(at > limit ? inner.before(limit, true) : inner.before(at, inclusive));
    },
    after: (at, inclusive) =>
      ifVisible(at < earliest ? inner.after(earliest, true) : inner.after(at, inclusive)),
  };
}

/** Walks backward from `from` down to `to`, newest first, in windows that grow until something is found. */
export function eachBackward(
  source: EventSource,
  from: Instant,
  to: Instant,
  visit: EventVisitor,
): boolean {
  let upper = from;
  let isFirst = true;
  while (upper >= to) {
    const newest = source.before(upper, isFirst);
    if (newest === undefined || newest.at < to) return true;
    const window: TimedValue[] = [];
    const lower = Math.max(to, newest.at - WINDOW_TICKS);
    source.each(lower, newest.at, (event) => {
      window.push(event);
    });
    for (let index = window.length - 1; index >= 0; index--) {
      const event = window[index];
      if (event !== undefined && visit(event) === false) return false;
    }
    upper = lower;
    isFirst = false;
  }
  return true;
}

/** An hour: some sixty events of a busy point. */
const WINDOW_TICKS = 36_000_000_000;
