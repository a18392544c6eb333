import type { Instant } from '../time/instant.ts';
import { addTimeSpan, signOfTimeSpan } from '../time/time-span.ts';
import type { TimeSpan } from '../time/time-span.ts';
import type { SummaryQuery } from './model.ts';
import { positive } from './grid.ts';

/** One interval of a summary, `low` before `high` whichever way the range runs. */
export type SummaryInterval = { readonly low: Instant; readonly high: Instant };

/** How many intervals `summaryIntervals` would give (stops counting at `limit` + 1): for the server's item limit. */
export function countSummaryIntervals(query: SummaryQuery, limit: number): number {
  let count = 0;
  for (const _ of walkIntervals(query)) if (++count > limit) break;
  return count;
}

/**
 * The intervals of a summary in the order of the range: the whole range, or pieces of `duration` counted from its
 * start (negative: from its end); the last piece is cut to fit. Days and longer follow the wall clock.
 */
export function summaryIntervals(query: SummaryQuery): SummaryInterval[] {
  const intervals = [...walkIntervals(query)];
  return isFromEnd(query.duration) ? intervals.toReversed() : intervals;
}

function* walkIntervals(query: SummaryQuery): Generator<SummaryInterval> {
  const { start, end, duration, timeZone } = query;
  if (duration === undefined || signOfTimeSpan(duration) === 0 || start === end) {
    yield { low: Math.min(start, end), high: Math.max(start, end) };
    return;
  }
  const span = positive(duration);
  const isReversed = isFromEnd(duration);
  const from = isReversed ? end : start;
  const to = isReversed ? start : end;
  const direction = to < from ? -1 : 1;
  let edge = from;
  for (let index = 1; edge !== to; index++) {
    const reached = addTimeSpan(from, span, timeZone, index * direction);
    const next = direction > 0 ? Math.min(reached, to) : Math.max(reached, to);
    yield { low: Math.min(edge, next), high: Math.max(edge, next) };
    edge = next;
  }
}

function isFromEnd(duration: TimeSpan | undefined): boolean {
  return duration !== undefined && signOfTimeSpan(duration) < 0;
}
