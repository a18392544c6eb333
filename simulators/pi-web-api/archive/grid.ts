import type { Instant } from '../time/instant.ts';
import { TimeError } from '../time/time-error.ts';
import { addTimeSpan, signOfTimeSpan } from '../time/time-span.ts';
import type { TimeSpan } from '../time/time-span.ts';
import type { GridQuery } from './model.ts';

/** How many instants `gridInstants` would give, without making them (stops counting at `limit` + 1). */
export function countGrid(query: GridQuery, limit: number): number {
  const span = positive(query.interval);
  if (query.syncTime === undefined && span.months === 0 && span.days === 0) {
    const count = Math.floor(Math.abs(query.end - query.start) / span.ticks) + 1;
    return Math.min(count, limit + 1);
  }
  let count = 0;
  for (const _ of walkGrid(query)) if (++count > limit) break;
  return count;
}

/**
 * The instants of an interpolated reply, in the order of the range: from its start (or through the sync time) at every
 * interval, both ends included when they fall on the grid. Throws `TimeError` for an interval of nothing.
 */
export function gridInstants(query: GridQuery): Instant[] {
  return [...walkGrid(query)];
}

function* walkGrid(query: GridQuery): Generator<Instant> {
  const { start, end, timeZone, syncTime } = query;
  const span = positive(query.interval);
  const isDescending = end < start;
  const low = Math.min(start, end);
  const high = Math.max(start, end);
  const anchor = syncTime ?? start;
  const at = (index: number): Instant => addTimeSpan(anchor, span, timeZone, index);
  const direction = isDescending ? -1 : 1;
  const isBeforeRange = (instant: Instant): boolean =>
    isDescending ? instant > high : instant < low;
  const isPastRange = (instant: Instant): boolean =>
    isDescending ? instant < low : instant > high;

  let index = 0;
  if (syncTime !== undefined) {
    index = firstIndex(at, isDescending ? high : low, direction, span);
    while (!isBeforeRange(at(index - direction))) index -= direction;
    while (isBeforeRange(at(index))) index += direction;
  }
  const isOutside = syncTime !== undefined && query.syncTimeBoundaryType === 'Outside';
  const entry = isDescending ? high : low;
  const exit = isDescending ? low : high;
  if (isOutside && at(index) !== entry) yield at(index - direction);
  let last: Instant | undefined;
  for (let instant = at(index); !isPastRange(instant); instant = at(index)) {
    yield instant;
    last = instant;
    index += direction;
  }
  if (isOutside && last !== exit) yield at(index);
}

// Calendar months are uneven, so the first guess may be off by some; the caller walks the rest.
function firstIndex(
  at: (index: number) => Instant,
  target: Instant,
  direction: number,
  span: TimeSpan,
): number {
  const length = span.months * 30.44 * TICKS_PER_DAY + span.days * TICKS_PER_DAY + span.ticks;
  const guess = Math.floor((target - at(0)) / length);
  return guess - 2 * direction;
}

const TICKS_PER_DAY = 864_000_000_000;

/** The interval without its sign. Throws `TimeError` when it is nothing, or leads both ways. */
export function positive(span: TimeSpan): TimeSpan {
  const sign = signOfTimeSpan(span);
  const months = span.months * sign;
  const days = span.days * sign;
  const ticks = span.ticks * sign;
  if (sign === 0 || months < 0 || days < 0 || ticks < 0) {
    throw new TimeError('The specified interval must be greater than zero.', '');
  }
  return { months, days, ticks };
}
