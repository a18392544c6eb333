import { Temporal } from 'temporal-polyfill';
import type { ToolCall } from '../../tools/index.ts';
import type { PlantTag } from '../find/plant-tag.ts';
import type { Reading, StatisticName } from '../reading.ts';
import type { Bounds } from '../words/read-condition.ts';
import type { AskedTime } from './resolve-times.ts';
import { callOf } from './plan.ts';

/** What is known when calls are planned: everything but an answer. */
export interface Known {
  readonly reading: Reading;
  readonly tags: readonly PlantTag[];
  readonly time: AskedTime;
  readonly times: readonly AskedTime[];
  readonly now: Date;
  readonly timeZone: string;
  /** In the unit of the tags. */
  readonly condition?: Bounds | undefined;
  readonly state?: string | undefined;
}

/** Calls for it, or what is still missing to know them. */
export type PlannedCalls =
  | { readonly intent: string; readonly calls: readonly ToolCall[] }
  | { readonly missing: 'time' | 'point' | 'other' | 'tag' | 'condition' };

const HOUR_MS = 3_600_000;
const TAGS_OF_CALL = { value: 60, statistics: 12, trend: 6, history: 4, point: 30 } as const;
const CALLS_MAX = 6;
/** What happened around each of them is long. */
const WHY_MAX = 3;
const TREND_HOURS = 8;

type Range = { readonly start: string; readonly end: string };

/** Plans the calls of a question whose tags are found. Pure. */
export function planCalls(known: Known): PlannedCalls {
  switch (known.reading.intent) {
    case 'trend':
      return planTrend(known);
    case 'statistics':
      return planStatistics(known);
    case 'compare':
      return planCompare(known);
    case 'last_time':
      return planLastTime(known);
    case 'how_long':
    case 'how_often':
      return planHeld(known);
    case 'how_many':
    case 'which':
      return planWhich(known);
    case 'top':
      return planTop(known);
    case 'why':
      return planWhy(known);
    case 'history':
      return planHistory(known);
    default:
      return planValue(known);
  }
}

function planValue(known: Known): PlannedCalls {
  const { tags, time, condition, state, reading } = known;
  const names = namesOf(tags);
  const source = sourceOf(tags);
  if (time.kind === 'point') {
    return {
      intent: 'value_at',
      calls: [
        callOf('value_at', { tags: names.slice(0, TAGS_OF_CALL.point), ...source, at: time.at }),
      ],
    };
  }
  if (time.kind === 'range') {
    if (condition || state !== undefined) return planHeld(known);
    if (time.moment !== undefined && reading.isPast && tags.every(isNumber)) {
      return planStatistics(known);
    }
    return planSpan(known, time);
  }
  if (names.length > 4 && tags.every(({ valueType }) => valueType === 'digital')) {
    return {
      intent: 'which',
      calls: [callOf('tags_in_state', { tags: names.slice(0, 60), ...source })],
    };
  }
  return {
    intent: 'value',
    calls: [callOf('current_values', { tags: names.slice(0, TAGS_OF_CALL.value), ...source })],
  };
}

/** What a tag did over a span, when nothing else is asked of it: numbers in a few numbers, states as they were. */
function planSpan({ tags, now }: Known, time: Range): PlannedCalls {
  const range = clip(time, tags, now);
  const numbers = tags.filter(isNumber);
  const states = tags.filter(({ valueType }) => valueType === 'digital' || valueType === 'boolean');
  const others = tags.filter((tag) => !numbers.includes(tag) && !states.includes(tag));
  const reachesNow = Date.parse(range.end) >= now.getTime();
  const isPresent = reachesNow && numbers.length > 0 && numbers.every(({ future }) => !future);
  const calls = [
    ...(isPresent
      ? [callOf('current_values', { tags: namesOf(numbers), ...sourceOf(numbers) })]
      : []),
    ...(numbers.length > 0
      ? [
          callOf('statistics', {
            tags: namesOf(numbers).slice(0, TAGS_OF_CALL.statistics),
            ...sourceOf(numbers),
            statistics: ['average', 'minimum', 'maximum'],
            ...range,
          }),
        ]
      : []),
    ...states
      .slice(0, CALLS_MAX)
      .map((tag) => callOf('state_history', { tag: tag.name, ...sourceOf([tag]), ...range })),
    ...(others.length > 0
      ? [
          callOf('history', {
            tags: namesOf(others).slice(0, TAGS_OF_CALL.history),
            ...sourceOf(others),
            ...range,
          }),
        ]
      : []),
  ];
  return { intent: 'span', calls };
}

function planTrend({ tags, time, now, reading }: Known): PlannedCalls {
  const hours = new Date(now.getTime() - TREND_HOURS * HOUR_MS).toISOString();
  const range =
    rangeOf(time, now) ??
    (tags.every(({ future }) => future)
      ? { start: now.toISOString(), end: new Date(now.getTime() + 24 * HOUR_MS).toISOString() }
      : { start: hours, end: now.toISOString() });
  const input = {
    tags: namesOf(tags).slice(0, TAGS_OF_CALL.trend),
    ...sourceOf(tags),
    ...clip(range, tags, now),
  };
  return {
    intent: 'trend',
    calls: [callOf('trend', { ...input, compareWithBefore: reading.isVersus })],
  };
}

function planStatistics(known: Known): PlannedCalls {
  const { tags, time, now, reading } = known;
  const given =
    rangeOf(time, now) ??
    (reading.bucket === undefined ? undefined : bucketRange(reading.bucket, now));
  if (!given) return { missing: 'time' };
  const range = clip(alignDays(given, reading.bucket, known.timeZone), tags, now);
  const numbers = tags.filter(isNumber);
  if (numbers.length === 0) return planSpan(known, given);
  const statistics: readonly StatisticName[] =
    reading.statistics.length > 0
      ? reading.statistics
      : reading.bucket === undefined
        ? ['average', 'minimum', 'maximum']
        : ['average'];
  return {
    intent: 'statistics',
    calls: [
      callOf('statistics', {
        tags: namesOf(numbers).slice(0, TAGS_OF_CALL.statistics),
        ...sourceOf(numbers),
        statistics: [...statistics],
        ...range,
        ...(reading.bucket !== undefined && { bucket: reading.bucket }),
      }),
    ],
  };
}

function planCompare(known: Known): PlannedCalls {
  const { tags, times, now, reading } = known;
  const spans = times.flatMap((time) => spanOf(time));
  const statistic = reading.statistics.find((name) => name !== 'total') ?? reading.statistics[0];
  if (tags.length >= 2) {
    const [span] = spans;
    const isPoint = span !== undefined && span.end === undefined;
    const what =
      span && !isPoint ? (statistic ?? 'average') : statistic && span ? statistic : 'value';
    if (what !== 'value' && !tags.every(isNumber))
      return planSpan(known, { start: span?.start ?? '', end: span?.end ?? now.toISOString() });
    if (!tags.every(isNumber))
      return planValue({ ...known, reading: { ...reading, intent: 'value' } });
    if (statistic && !span) return { missing: 'time' };
    const items = tags.slice(0, 8).map((tag) => ({ tag: tag.name, ...clipSpan(span, tags, now) }));
    return { intent: 'compare', calls: [callOf('compare', { what, ...sourceOf(tags), items })] };
  }
  const [tag] = tags;
  if (!tag) return { missing: 'tag' };
  const pair =
    spans.length >= 2 ? [...spans] : spans[0] ? [spans[0], counterpart(spans[0], now)] : [];
  if (pair.length < 2) return { missing: 'other' };
  const arePoints = pair.every(({ end }) => end === undefined);
  // The older first, so that the difference is the change to the newer.
  pair.sort((a, b) => beginOf(a, now) - beginOf(b, now));
  const what = arePoints ? 'value' : (statistic ?? 'average');
  const items = pair.slice(0, 8).map((span) => {
    const whole: Span =
      arePoints || span.end !== undefined || span.start === undefined
        ? span
        : { start: span.start, end: now.toISOString() };
    return { tag: tag.name, ...clipSpan(whole, tags, now) };
  });
  return { intent: 'compare', calls: [callOf('compare', { what, ...sourceOf(tags), items })] };
}

interface Span {
  /** Absent for the present. */
  readonly start?: string;
  readonly end?: string;
}

function beginOf({ start }: Span, now: Date): number {
  return start === undefined ? now.getTime() : Date.parse(start);
}

function spanOf(time: AskedTime): readonly Span[] {
  if (time.kind === 'range') return [{ start: time.start, end: time.end }];
  if (time.kind === 'point') return [{ start: time.at }];
  return time.kind === 'now' ? [{}] : [];
}

/** What a single period is compared with: the present for an instant, what followed a past span, or what came before. */
function counterpart({ start, end }: Span, now: Date): Span {
  if (start === undefined || end === undefined) return {};
  const isOver = Date.parse(end) < now.getTime() - 1_000;
  if (isOver) return { start: end, end: now.toISOString() };
  const lengthMs = Math.min(Date.parse(end), now.getTime()) - Date.parse(start);
  return { start: new Date(Date.parse(start) - lengthMs).toISOString(), end: start };
}

function planLastTime(known: Known): PlannedCalls {
  const { tags, condition, state, reading, time } = known;
  const held =
    condition ??
    (state === undefined
      ? reading.intent === 'last_time'
        ? { equals: 'running' }
        : undefined
      : { equals: state });
  if (!held) return reading.state === 'running' ? planRunning(tags) : { missing: 'condition' };
  if (time.kind === 'range')
    return planHeld({ ...known, state: state ?? (condition ? undefined : 'running') });
  const calls = tags
    .slice(0, CALLS_MAX)
    .map((tag) => callOf('last_time', { tag: tag.name, ...sourceOf([tag]), condition: held }));
  return { intent: 'last_time', calls };
}

/** Where no state is called running, as in a unit's modes: the mode it is in, and when it last tripped. */
function planRunning(tags: readonly PlantTag[]): PlannedCalls {
  const calls = tags.slice(0, CALLS_MAX / 2).flatMap((tag) => {
    const source = sourceOf([tag]);
    return [
      callOf('current_values', { tags: [tag.name], ...source }),
      callOf('last_time', { tag: tag.name, ...source, condition: { equals: 'tripped' } }),
    ];
  });
  return { intent: 'last_time', calls };
}

function planHeld(known: Known): PlannedCalls {
  const { tags, time, now, condition, state, reading } = known;
  const given = rangeOf(time, now);
  if (!given) {
    // Without a time, "how long has it been running" is since when it last came to it.
    return reading.intent === 'how_long' ? planLastTime(known) : { missing: 'time' };
  }
  const range = clip(given, tags, now);
  if (condition) {
    const calls = tags
      .slice(0, CALLS_MAX)
      .map((tag) =>
        callOf('time_in_condition', { tag: tag.name, ...sourceOf([tag]), condition, ...range }),
      );
    return { intent: 'time_in_condition', calls };
  }
  const only = reading.isNegated || state === undefined ? {} : { state };
  const calls = tags
    .slice(0, 12)
    .map((tag) =>
      callOf('state_history', { tag: tag.name, ...sourceOf([tag]), ...range, ...only }),
    );
  return { intent: 'state_history', calls };
}

function planWhich(known: Known): PlannedCalls {
  const { tags, time, condition, state, reading } = known;
  if (time.kind === 'range') return planHeld(known);
  if (time.kind === 'point') return planValue(known);
  const wanted = condition
    ? { condition }
    : state === undefined || reading.isNegated
      ? {}
      : { state };
  return {
    intent: 'tags_in_state',
    calls: [
      callOf('tags_in_state', { tags: namesOf(tags).slice(0, 60), ...sourceOf(tags), ...wanted }),
    ],
  };
}

function planTop(known: Known): PlannedCalls {
  const { tags, time, now, reading } = known;
  const numbers = tags.filter(isNumber);
  if (numbers.length < 2) return planStatistics(known);
  const order =
    reading.top?.order ?? (reading.statistics.includes('minimum') ? 'lowest' : 'highest');
  const range = rangeOf(time, now);
  const named = reading.statistics.find(
    (name) => name === 'average' || name === 'total' || name === 'range',
  );
  // `the 3 lowest mills by coal flow` are ranked by what they had, and not by their worst instant.
  const own = reading.top ? 'average' : order === 'lowest' ? 'minimum' : 'maximum';
  const by = range ? (named ?? own) : 'value';
  return {
    intent: 'top',
    calls: [
      callOf('top', {
        tags: namesOf(numbers).slice(0, 60),
        ...sourceOf(numbers),
        by,
        order,
        limit: reading.top?.limit ?? 5,
        ...(range && clip(range, numbers, now)),
      }),
    ],
  };
}

function planWhy({ tags, time }: Known): PlannedCalls {
  if (tags.length === 0) return { missing: 'tag' };
  if (time.kind !== 'point') return { missing: 'point' };
  const calls = tags
    .slice(0, WHY_MAX)
    .map((tag) => callOf('what_changed', { tag: tag.name, ...sourceOf([tag]), at: time.at }));
  return { intent: 'what_changed', calls };
}

function planHistory({ tags, time, now, reading }: Known): PlannedCalls {
  const range = rangeOf(time, now);
  if (!range && reading.last === undefined) return { missing: 'time' };
  const input = { tags: namesOf(tags).slice(0, TAGS_OF_CALL.history), ...sourceOf(tags) };
  return {
    intent: 'history',
    calls: [
      callOf('history', {
        ...input,
        ...(range && clip(range, tags, now)),
        ...(reading.last !== undefined && { last: reading.last }),
      }),
    ],
  };
}

/** A range, or from an instant until now. */
export function rangeOf(time: AskedTime, now: Date): Range | undefined {
  if (time.kind === 'range') return { start: time.start, end: time.end };
  if (time.kind === 'point' && Date.parse(time.at) < now.getTime())
    return { start: time.at, end: now.toISOString() };
  return undefined;
}

/** Days, weeks and months are those of the calendar: the first of them is asked whole. */
function alignDays(range: Range, bucket: string | undefined, timeZone: string): Range {
  if (bucket === undefined || !/(?:d|w|mo)$/.test(bucket)) return range;
  const day = Temporal.Instant.from(range.start).toZonedDateTimeISO(timeZone).startOfDay();
  const start = bucket.endsWith('mo')
    ? day.with({ day: 1 })
    : bucket.endsWith('w')
      ? day.subtract({ days: day.dayOfWeek - 1 })
      : day;
  return { ...range, start: start.toInstant().toString() };
}

function bucketRange(bucket: string, now: Date): Range {
  const isLong = /(?:d|w|mo)$/.test(bucket);
  const hours = isLong ? 7 * 24 : 24;
  return { start: new Date(now.getTime() - hours * HOUR_MS).toISOString(), end: now.toISOString() };
}

/** What has not happened is no part of a range, but of forecasts. */
function clip({ start, end }: Range, tags: readonly PlantTag[], now: Date): Range {
  const isAhead = tags.length > 0 && tags.every(({ future }) => future);
  const isPast = isAhead || Date.parse(end) <= now.getTime();
  return { start, end: isPast ? end : now.toISOString() };
}

function clipSpan(span: Span | undefined, tags: readonly PlantTag[], now: Date): Span {
  if (span?.start === undefined || span.end === undefined) return span ?? {};
  return clip({ start: span.start, end: span.end }, tags, now);
}

function isNumber({ valueType }: PlantTag): boolean {
  return valueType === 'number';
}

function namesOf(tags: readonly PlantTag[]): string[] {
  return [...new Set(tags.map(({ name }) => name))];
}

/** The source is only named where its name is needed. */
function sourceOf(tags: readonly PlantTag[]): { source?: string } {
  const [first] = tags;
  const isNeeded = tags.some(({ isInSeveral }) => isInSeveral);
  return first && isNeeded && tags.every(({ sourceId }) => sourceId === first.sourceId)
    ? { source: first.sourceName }
    : {};
}
