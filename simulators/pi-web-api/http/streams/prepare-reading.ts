import {
  BOUNDARY_TYPES,
  CALCULATION_BASES,
  countGrid,
  countSummaryIntervals,
  expandTypes,
  RETRIEVAL_MODES,
  SAMPLE_TYPES,
  SUMMARY_TYPES,
  TIME_TYPES,
  type RequestedSummaryType,
  type SummaryValue,
  type TimedValue,
  type TimeRange,
  type ValueFilter,
} from '../../archive/index.ts';
import { parseTimeSpan } from '../../time/time-span.ts';
import { aboveLimit, apiError } from '../errors.ts';
import { compileFilter } from '../expression/compile-expression.ts';
import {
  choiceOf,
  choicesOf,
  flagOf,
  integerOf,
  requiredTextOf,
  textOf,
  type Query,
} from '../query.ts';
import { rangeOf, spanOf, timeOf, timesOf, timeZoneOf } from '../time-parameters.ts';
import type { World } from '../world.ts';
import type { Stream } from './stream.ts';

/** Reads one value of a stream. */
export type ReadOne = (stream: Stream) => TimedValue;
/** Reads many values of a stream. */
export type ReadMany = (stream: Stream) => TimedValue[];

const DEFAULT_MAX_COUNT = 1000;
const SORT_ORDERS = ['Ascending', 'Descending'] as const;
const REQUESTED_SUMMARIES: readonly RequestedSummaryType[] = [
  ...SUMMARY_TYPES,
  'All',
  'AllForNonNumeric',
  'None',
];

/*
 * Each function reads the parameters once, so that what is wrong with them refuses the whole request,
 * and returns what is then done to every stream of the set.
 */

/** `value`: the current value, or with `time` the value at that instant. */
export function prepareValue(world: World, query: Query): ReadOne {
  const at = timeOf(world.plant, query, 'time');
  timeZoneOf(world.plant, query);
  return ({ archive, ownRange }) => {
    if (at !== undefined) return archive.valueAt(at);
    return ownRange ? archive.valueAt(ownRange.end) : archive.current();
  };
}

/** `end`: the newest stored value. */
export function prepareEnd(): ReadOne {
  return ({ archive }) => archive.end();
}

/** `recorded`. */
export function prepareRecorded(world: World, query: Query): ReadMany {
  const maxCount = maxCountOf(world, query, DEFAULT_MAX_COUNT);
  const boundaryType = choiceOf(query, 'boundaryType', BOUNDARY_TYPES, 'Inside');
  const filters = filterOf(world, query);
  const budget = createBudget(world, 'maxCount');
  rangeOf(world.plant, query);
  return ({ archive, ownRange }) => {
    const range = rangeOf(world.plant, query, ownRange);
    const values = archive.recorded({ ...range, boundaryType, maxCount, ...filters });
    budget(values.length);
    return values;
  };
}

/** `recordedattime`; nothing there is the system state No Data at that time. */
export function prepareRecordedAtTime(world: World, query: Query): ReadOne {
  requiredTextOf(query, 'time');
  const at = timeOf(world.plant, query, 'time') ?? world.plant.now();
  const mode = choiceOf(query, 'retrievalMode', RETRIEVAL_MODES, 'Auto');
  return ({ archive }) => archive.recordedAt(at, mode) ?? noData(at);
}

/** `recordedattimes`. */
export function prepareRecordedAtTimes(world: World, query: Query): ReadMany {
  const times = orderedTimes(world, query);
  const mode = choiceOf(query, 'retrievalMode', RETRIEVAL_MODES, 'Auto');
  return ({ archive }) => times.map((at) => archive.recordedAt(at, mode) ?? noData(at));
}

/** `interpolated`; the number of values is counted against the limit before any is made. */
export function prepareInterpolated(world: World, query: Query): ReadMany {
  const { plant } = world;
  const interval = spanOf(query, 'interval') ?? parseTimeSpan('1h');
  const timeZone = timeZoneOf(plant, query);
  const syncTime = timeOf(plant, query, 'syncTime');
  const syncTimeBoundaryType = choiceOf(
    query,
    'syncTimeBoundaryType',
    ['Inside', 'Outside'] as const,
    'Inside',
  );
  const filters = filterOf(world, query);
  const budget = createBudget(world, 'maxCount');
  rangeOf(plant, query);
  return ({ archive, ownRange }) => {
    const range = rangeOf(plant, query, ownRange);
    const grid = { ...range, interval, timeZone, syncTime, syncTimeBoundaryType };
    budget(countGrid(grid, world.maxItems));
    return archive.interpolated({ ...grid, ...filters });
  };
}

/** `interpolatedattimes`. */
export function prepareInterpolatedAtTimes(world: World, query: Query): ReadMany {
  const times = orderedTimes(world, query);
  const { filter } = filterOf(world, query);
  return ({ archive }) => archive.interpolatedAt(times, filter);
}

/** `plot`. */
export function preparePlot(world: World, query: Query): ReadMany {
  const intervals = integerOf(query, 'intervals', 24);
  if (intervals < 1) throw apiError(400, "Parameter 'intervals' must be at least 1.");
  // Up to five values stand for each interval.
  if (intervals * 5 > world.maxItems) throw aboveLimit('intervals', Math.floor(world.maxItems / 5));
  rangeOf(world.plant, query);
  return ({ archive, ownRange }) =>
    archive.plot({ ...rangeOf(world.plant, query, ownRange), intervals });
}

/** `summary`. */
export function prepareSummary(world: World, query: Query): (stream: Stream) => SummaryValue[] {
  const { plant } = world;
  const settings = summarySettings(world, query);
  const { filter } = filterOf(world, query);
  const budget = createBudget(world, 'maxCount');
  rangeOf(plant, query);
  return ({ archive, ownRange }) => {
    const range = rangeOf(plant, query, ownRange);
    budget(countSummaries(world, range, settings));
    return archive.summary({ ...range, ...settings, filter });
  };
}

/** The parameters every summary shares, of streams and of expressions. */
export function summarySettings({ plant }: World, query: Query) {
  const types = choicesOf(query, 'summaryType', REQUESTED_SUMMARIES, ['Total']);
  const sampleInterval = spanOf(query, 'sampleInterval');
  const sampleType = choiceOf(query, 'sampleType', SAMPLE_TYPES, 'ExpressionRecordedValues');
  if (sampleType === 'Interval' && sampleInterval === undefined) {
    throw apiError(400, "The parameter 'sampleInterval' is required when sampleType is Interval.");
  }
  return {
    types,
    basis: choiceOf(query, 'calculationBasis', CALCULATION_BASES, 'TimeWeighted'),
    timeType: choiceOf(query, 'timeType', TIME_TYPES, 'Auto'),
    duration: spanOf(query, 'summaryDuration'),
    timeZone: timeZoneOf(plant, query),
    sampleType,
    sampleInterval,
  };
}

/** How many values a summary request comes to: one for each type and interval. */
export function countSummaries(
  { maxItems }: World,
  range: TimeRange,
  { types, duration, timeZone }: ReturnType<typeof summarySettings>,
): number {
  const perType = expandTypes(types).length;
  return countSummaryIntervals({ ...range, types, duration, timeZone }, maxItems) * perType;
}

/** `maxCount`, refused in the vendor's words above the server's limit. */
export function maxCountOf({ maxItems }: World, query: Query, fallback: number): number {
  const maxCount = integerOf(query, 'maxCount', fallback);
  if (maxCount > maxItems) throw aboveLimit('maxCount', maxItems);
  if (maxCount < 1) throw apiError(400, "Parameter 'maxCount' must be at least 1.");
  return maxCount;
}

/** Counts what all streams of a call return together against the server's limit. */
function createBudget({ maxItems }: World, parameter: string): (count: number) => void {
  let used = 0;
  return (count) => {
    used += count;
    if (used > maxItems) throw aboveLimit(parameter, maxItems);
  };
}

function filterOf(
  { plant }: World,
  query: Query,
): { filter: ValueFilter | undefined; includeFilteredValues: boolean } {
  const text = textOf(query, 'filterExpression');
  const filter =
    text === undefined
      ? undefined
      : compileFilter(text, { plant, timeZone: timeZoneOf(plant, query) });
  return { filter, includeFilteredValues: flagOf(query, 'includeFilteredValues', false) };
}

function orderedTimes(world: World, query: Query): number[] {
  const times = timesOf(world.plant, query);
  if (times.length > world.maxItems) throw aboveLimit('maxCount', world.maxItems);
  const order = choiceOf(query, 'sortOrder', SORT_ORDERS, 'Ascending');
  times.sort((a, b) => (order === 'Ascending' ? a - b : b - a));
  return times;
}

function noData(at: number): TimedValue {
  return {
    at,
    value: { name: 'No Data', value: 248, isSystem: true },
    good: false,
    questionable: false,
    substituted: false,
    annotated: false,
  };
}
