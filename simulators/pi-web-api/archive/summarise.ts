import type { Instant } from '../time/instant.ts';
import { createListSource } from './event-source.ts';
import type { EventSource } from './event-source.ts';
import { edgeRule, weighByEvent } from './event-weighted.ts';
import { gridInstants } from './grid.ts';
import { valueAt } from './interpolate.ts';
import type { Stream } from './interpolate.ts';
import { SUMMARY_TYPES } from './model.ts';
import type {
  CalculationBasis,
  RequestedSummaryType,
  SummaryQuery,
  SummaryType,
  SummaryValue,
  TimedValue,
  ValueFilter,
} from './model.ts';
import type { Extreme, Statistics } from './statistics.ts';
import { summaryIntervals } from './summary-intervals.ts';
import type { SummaryInterval } from './summary-intervals.ts';
import { CALC_FAILED, FILTERED, NO_DATA, badValue } from './system-states.ts';
import { weighByTime } from './time-weighted.ts';

/**
 * `GET summary`: the asked-for statistics of every interval, grouped by type in the order they were asked for. A
 * statistic that nothing good supports is a bad value: No Data, or Calc Failed when only bad or non-numeric data are there.
 */
export function summarise(stream: Stream, query: SummaryQuery): SummaryValue[] {
  const intervals = summaryIntervals(query);
  const basis = query.basis ?? 'TimeWeighted';
  const read = withBasis(withFilter(stream, query), basis);
  const edges = edgeRule(basis, intervals.length, query.end < query.start);
  const statistics = intervals.map((interval) =>
    basis.startsWith('Event') ? weighByEvent(read, interval, edges) : weighByTime(read, interval),
  );
  return expandTypes(query.types).flatMap((type) =>
    intervals.map((interval, index) => ({
      type,
      value: toTimedValue(type, statistics[index], interval, query),
    })),
  );
}

/** Replaces the collective names by what they stand for; each type once, in the order first asked for. */
export function expandTypes(types: readonly RequestedSummaryType[]): SummaryType[] {
  const expanded = types.flatMap((type): readonly SummaryType[] => {
    if (type === 'All') return SUMMARY_TYPES.filter((each) => each !== 'TotalWithUOM');
    if (type === 'AllForNonNumeric') return ['Count', 'PercentGood'];
    return type === 'None' ? [] : [type];
  });
  return [...new Set(expanded)];
}

function toTimedValue(
  type: SummaryType,
  statistics: Statistics | undefined,
  interval: SummaryInterval,
  query: SummaryQuery,
): TimedValue {
  const timeType = query.timeType ?? 'Auto';
  const edge = timeType === 'MostRecentTime' ? interval.high : interval.low;
  if (statistics === undefined) return badValue(edge, NO_DATA);
  const found = pickStatistic(type, statistics);
  if (found === undefined) return badValue(edge, statistics.hasEvents ? CALC_FAILED : NO_DATA);
  const at: Instant = timeType === 'Auto' ? (found.at ?? edge) : edge;
  return {
    at,
    value: found.value,
    good: true,
    questionable: false,
    substituted: false,
    annotated: false,
  };
}

function pickStatistic(
  type: SummaryType,
  statistics: Statistics,
): { value: number; at?: Instant } | undefined {
  const { minimum, maximum } = statistics;
  switch (type) {
    case 'Total':
    case 'TotalWithUOM':
      return ifNumber(statistics.total);
    case 'Average':
      return ifNumber(statistics.average);
    case 'Minimum':
      return minimum;
    case 'Maximum':
      return maximum;
    case 'Range':
      return ifNumber(rangeOf(minimum, maximum));
    case 'StdDev':
      return ifNumber(statistics.standardDeviation);
    case 'PopulationStdDev':
      return ifNumber(statistics.populationStandardDeviation);
    case 'Count':
      return { value: statistics.count };
    case 'PercentGood':
      return { value: statistics.percentGood };
    default:
      return type satisfies never;
  }
}

function ifNumber(value: number | undefined): { value: number } | undefined {
  return value === undefined ? undefined : { value };
}

function rangeOf(minimum: Extreme | undefined, maximum: Extreme | undefined): number | undefined {
  if (minimum === undefined || maximum === undefined) return undefined;
  return maximum.value - minimum.value;
}

function withBasis(stream: Stream, basis: CalculationBasis): Stream {
  if (basis === 'TimeWeightedContinuous') {
    return { ...stream, shape: { ...stream.shape, step: false } };
  }
  if (basis === 'TimeWeightedDiscrete')
    return { ...stream, shape: { ...stream.shape, step: true } };
  return stream;
}

/**
 * With a filter, what does not pass is as bad as a system state until the next event. The filter is asked at every
 * stored event, and with sample type Interval also on a grid in between.
 */
function withFilter(stream: Stream, query: SummaryQuery): Stream {
  const { filter } = query;
  if (filter === undefined) return stream;
  const low = Math.min(query.start, query.end);
  const high = Math.max(query.start, query.end);
  const events: TimedValue[] = [];
  const add = (event: TimedValue | undefined): void => {
    if (event !== undefined) events.push(judge(event, filter));
  };
  add(stream.source.before(low, false));
  stream.source.each(low, high, add);
  add(stream.source.after(high, false));
  if (query.sampleType === 'Interval' && query.sampleInterval !== undefined) {
    const samples = gridInstants({
      start: low,
      end: Math.min(high, stream.now()),
      interval: query.sampleInterval,
      timeZone: query.timeZone,
    });
    const stored = new Set(events.map((event) => event.at));
    for (const at of samples) if (!stored.has(at)) add(valueAt(stream, at));
    events.sort((a, b) => a.at - b.at);
  }
  const source: EventSource = createListSource(events);
  return { ...stream, source };
}

function judge(event: TimedValue, filter: ValueFilter): TimedValue {
  return filter(event) ? event : badValue(event.at, FILTERED);
}
