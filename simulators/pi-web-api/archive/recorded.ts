import type { Instant } from '../time/instant.ts';
import { eachBackward } from './event-source.ts';
import { valueAt } from './interpolate.ts';
import type { Stream } from './interpolate.ts';
import type { RecordedQuery, RetrievalMode, TimedValue, ValueFilter } from './model.ts';
import { FILTERED, badValue } from './system-states.ts';

/** `GET recorded`: stored events of a range with the boundary rule, newest first when the range is reversed. */
export function listRecorded(stream: Stream, query: RecordedQuery): TimedValue[] {
  const { start, end, boundaryType = 'Inside', maxCount = Infinity } = query;
  const { source } = stream;
  const isDescending = end < start;
  const collector = collectFiltered(query.filter, query.includeFilteredValues ?? false, maxCount);
  const boundary = (at: Instant, isLow: boolean): TimedValue | undefined => {
    if (boundaryType === 'Outside') {
      return isLow ? source.before(at, false) : source.after(at, false);
    }
    const isStored = source.after(at, true)?.at === at;
    return boundaryType === 'Interpolated' && !isStored ? valueAt(stream, at) : undefined;
  };
  const first = boundary(start, !isDescending);
  if (first !== undefined && !collector.add(first)) return collector.values;
  const isUnfinished = isDescending
    ? eachBackward(source, start, end, collector.add)
    : source.each(start, end, collector.add);
  if (!isUnfinished) return collector.values;
  const last =
    start === end && boundaryType === 'Interpolated' ? undefined : boundary(end, isDescending);
  if (last !== undefined) collector.add(last);
  return collector.values;
}

/** `GET recordedattime`. */
export function findRecorded(
  stream: Stream,
  at: Instant,
  mode: RetrievalMode,
): TimedValue | undefined {
  const { source } = stream;
  switch (mode) {
    case 'Auto':
      return source.before(at, true) ?? source.after(at, false);
    case 'AtOrBefore':
      return source.before(at, true);
    case 'Before':
      return source.before(at, false);
    case 'AtOrAfter':
      return source.after(at, true);
    case 'After':
      return source.after(at, false);
    case 'Exact': {
      const event = source.before(at, true);
      return event?.at === at ? event : undefined;
    }
    default:
      return mode satisfies never;
  }
}

/** Keeps what passes a filter, at most `maxCount`; a run that does not appears once as Filtered, when asked for. */
export function collectFiltered(
  filter: ValueFilter | undefined,
  includesFiltered: boolean,
  maxCount: number,
): { values: TimedValue[]; add: (event: TimedValue) => boolean } {
  const values: TimedValue[] = [];
  let isInFilteredRun = false;
  const add = (event: TimedValue): boolean => {
    if (values.length >= maxCount) return false;
    if (filter === undefined || filter(event)) {
      isInFilteredRun = false;
      values.push(event);
    } else {
      if (includesFiltered && !isInFilteredRun) values.push(badValue(event.at, FILTERED));
      isInFilteredRun = true;
    }
    return values.length < maxCount;
  };
  return { values, add };
}
