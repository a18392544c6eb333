import type { Instant } from '../time/instant.ts';
import { valueAt } from './interpolate.ts';
import type { Stream } from './interpolate.ts';
import type { PlotQuery, TimedValue } from './model.ts';

/**
 * `GET plot`: for each of the intervals up to five stored values, first, last, minimum, maximum and one exceptional
 * (bad) one, and a value at either end of the range where none is stored.
 */
export function listPlotValues(stream: Stream, query: PlotQuery): TimedValue[] {
  const low = Math.min(query.start, query.end);
  const high = Math.max(query.start, query.end);
  const intervals = Math.max(1, Math.floor(query.intervals));
  const width = (high - low) / intervals;
  const values: TimedValue[] = [];
  let picked = pickNothing();
  let current = 0;
  const flush = (): void => {
    for (const event of uniqueInOrder(picked)) values.push(event);
    picked = pickNothing();
  };
  stream.source.each(low, high, (event) => {
    const index = width === 0 ? 0 : Math.min(intervals - 1, Math.floor((event.at - low) / width));
    if (index !== current) flush();
    current = index;
    pick(picked, event);
  });
  flush();
  addBoundaries(stream, values, low, high);
  return query.end < query.start ? values.toReversed() : values;
}

function addBoundaries(stream: Stream, values: TimedValue[], low: Instant, high: Instant): void {
  if (values[0]?.at !== low) values.unshift(valueAt(stream, low));
  if (values.at(-1)?.at !== high) values.push(valueAt(stream, high));
}

type Picked = {
  first: TimedValue | undefined;
  last: TimedValue | undefined;
  least: TimedValue | undefined;
  greatest: TimedValue | undefined;
  exceptional: TimedValue | undefined;
};

function pickNothing(): Picked {
  return {
    first: undefined,
    last: undefined,
    least: undefined,
    greatest: undefined,
    exceptional: undefined,
  };
}

function pick(picked: Picked, event: TimedValue): void {
  picked.first ??= event;
  picked.last = event;
  if (!event.good) {
    picked.exceptional ??= event;
    return;
  }
  const size = sizeOf(event);
  if (size === undefined) return;
  if (picked.least === undefined || size < (sizeOf(picked.least) ?? 0)) picked.least = event;
  if (picked.greatest === undefined || size > (sizeOf(picked.greatest) ?? 0)) {
    picked.greatest = event;
  }
}

function uniqueInOrder(picked: Picked): TimedValue[] {
  const unique = new Set<TimedValue>();
  for (const event of Object.values(picked)) if (event !== undefined) unique.add(event);
  return [...unique].sort((a, b) => a.at - b.at);
}

/** What a value counts as on the axis: a number itself, a digital state its code. */
function sizeOf(event: TimedValue): number | undefined {
  if (typeof event.value === 'number') return event.value;
  return typeof event.value === 'object' ? event.value.value : undefined;
}
