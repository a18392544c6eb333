import type { Reading, SummaryBucket, TimeRange } from '#sdk';
import { type SeriesCondition, meetsCondition, timeInCondition } from '#sdk/series';
import type { ResolvedTag } from '../resolve-tags.ts';
import type { Condition } from '../tool-inputs.ts';
import type { ToolAsking } from '../tool.ts';
import { holdsValues, withState } from './condition-of.ts';
import { readRecorded, type RecordedSeries } from './read-recorded.ts';

const DAY_MS = 86_400_000;
/** How far back is looked, a window after the other: most of what is asked about was lately. */
const WINDOWS_DAYS = [1, 7, 30, 366];
/** Hours of a month can be told in one answer of a source; of a year, days. */
const HOURLY_UP_TO_DAYS = 30;
/** Buckets whose values are read: where the condition may have held by what is lowest and highest in them. */
const READS_MAX = 12;

/** Of the time in a bucket; the rest is rounding. */
const WHOLE_PERCENT = 99.99;

/** What a computed value may be off by, of itself. */
const ROUNDED = 1e-5;

export interface LastPeriod {
  /** Undefined when the condition held at no known time. */
  readonly period: TimeRange | undefined;
  /** Whether it held already at the earliest instant that was looked at. */
  readonly isFromBefore: boolean;
  /** Whether what was looked at has times of which nothing is known. */
  readonly hasGaps: boolean;
  /** The condition with the state by its own name. */
  readonly condition: Condition;
  /** The earliest instant that was looked at. */
  readonly lookedFrom: string;
  /** The first value recorded in the period; none when it lies between two values. */
  readonly first: Reading | undefined;
}

type Found = LastPeriod | Extract<RecordedSeries, { ok: false }>;

/**
 * The last time that a condition held before an instant, up to a year back.
 *
 * A state is looked for among its recorded changes. A number may have a million values in a year, so it is looked for in
 * the lowest and highest of hours and days, which the source computes, and only the hours that matter are read.
 */
export async function findLastPeriod(
  resolved: ResolvedTag,
  condition: Condition,
  before: Date,
  asking: ToolAsking,
): Promise<Found> {
  const isNumber = resolved.tag.valueType === 'number' && condition.equals === undefined;
  return isNumber && resolved.source.connection.summary
    ? await searchBuckets(resolved, condition, before, asking)
    : await searchRecorded(resolved, condition, before, asking);
}

async function searchRecorded(
  resolved: ResolvedTag,
  condition: Condition,
  before: Date,
  asking: ToolAsking,
): Promise<Found> {
  let found: LastPeriod | undefined;
  for (const days of WINDOWS_DAYS) {
    const range = rangeBefore(before, days);
    const series = await readRecorded(resolved, range, asking);
    if (!series.ok) return series;
    found = lastWithin(series, condition, range, asking);
    if (found.period && !found.isFromBefore) return found;
  }
  return found ?? nothing(condition, before);
}

function lastWithin(
  { tag, readings }: Extract<RecordedSeries, { ok: true }>,
  condition: Condition,
  range: TimeRange,
  asking: ToolAsking,
): LastPeriod {
  const meant = withState(condition, readings);
  const options = { step: holdsValues(tag), nowMs: asking.now.getTime() };
  const { periods, unknownMs } = timeInCondition(readings, meant, range, options);
  const period = periods.at(-1);
  return {
    period,
    isFromBefore: isSameInstant(period?.start, range.start),
    hasGaps: unknownMs > 1_000,
    condition: meant,
    lookedFrom: range.start,
    first:
      period &&
      readings.find(({ timestamp, value }) => isWithin(timestamp, period) && value !== null),
  };
}

/**
 * Goes back bucket by bucket: to the last one in which the condition may have held, then on through those in which it
 * held all the time, to where it began.
 */
async function searchBuckets(
  resolved: ResolvedTag,
  condition: Condition,
  before: Date,
  asking: ToolAsking,
): Promise<Found> {
  let latest: LastPeriod | undefined;
  let hasGaps = false;
  let reads = 0;
  let lookedFrom = before.toISOString();
  for await (const bucket of bucketsBefore(resolved, before, asking)) {
    const place = placeOf(bucket, condition);
    // What lies in a bucket's edge alone shows in its neighbour, whose beginning is then looked for here.
    const isPassedOver = latest === undefined && (place === 'outside' || place === 'unknown');
    const isWhole = latest !== undefined && place === 'inside';
    if (!isPassedOver && !isWhole) {
      if (reads >= READS_MAX || (latest && place === 'unknown')) break;
      reads += 1;
      const series = await readRecorded(resolved, bucket, asking);
      if (!series.ok) return series;
      const within = lastWithin(series, condition, bucket, asking);
      if (latest && !isJoined(within, latest)) break;
      if (within.period) latest = latest ? joined(within, within.period, latest) : within;
      if (latest && !within.isFromBefore) {
        return { ...latest, isFromBefore: false, lookedFrom: bucket.start, hasGaps };
      }
    } else if (latest) {
      latest = joined(latest, bucket, latest);
    }
    hasGaps ||= percentGoodOf(bucket) < WHOLE_PERCENT;
    lookedFrom = bucket.start;
  }
  if (!latest) return { ...nothing(condition, before), lookedFrom, hasGaps };
  const isFromBefore = Date.parse(latest.period?.start ?? '') <= earliestMs(before);
  return { ...latest, isFromBefore, lookedFrom, hasGaps };
}

/** Whether a period goes on in the one that was found after it. */
function isJoined({ period }: LastPeriod, latest: LastPeriod): boolean {
  return isSameInstant(period?.end, latest.period?.start);
}

function joined(first: LastPeriod, { start }: TimeRange, latest: LastPeriod): LastPeriod {
  return { ...first, period: { start, end: latest.period?.end ?? start } };
}

/** Lowest and highest of hours and days, the newest first, read window by window as they are needed. */
async function* bucketsBefore(
  { source, tag }: ResolvedTag,
  before: Date,
  { signal, timeZone }: ToolAsking,
): AsyncGenerator<SummaryBucket> {
  let end = before.toISOString();
  for (const days of WINDOWS_DAYS) {
    const range = { start: rangeBefore(before, days).start, end };
    const outcomes = await source.connection.summary?.(
      {
        tags: [tag.name],
        range,
        statistics: ['minimum', 'maximum', 'percentGood'],
        bucket: days <= HOURLY_UP_TO_DAYS ? '1h' : '24h',
        timeZone,
      },
      signal,
    );
    const [outcome] = outcomes ?? [];
    if (!outcome?.ok) return;
    yield* outcome.buckets.toReversed();
    end = range.start;
  }
}

/** Whether the condition held all the time of a bucket, at no time, or perhaps at some. */
function placeOf(
  bucket: SummaryBucket,
  condition: SeriesCondition,
): 'inside' | 'outside' | 'mixed' | 'unknown' {
  const least = bucket.statistics.minimum?.value;
  const most = bucket.statistics.maximum?.value;
  if (typeof least !== 'number' || typeof most !== 'number') return 'unknown';
  const isBeneath = !meetsCondition(most, lowerOf(condition));
  const isBeyond = !meetsCondition(least, upperOf(condition));
  if (isBeneath || isBeyond) return 'outside';
  const isWhole = percentGoodOf(bucket) >= WHOLE_PERCENT;
  const isIn = meetsCondition(least, condition) && meetsCondition(most, condition);
  return isIn && isWhole ? 'inside' : 'mixed';
}

/** Sources round what they compute: a limit that is only reached is looked for a little beside it too. */
function lowerOf({ above, atLeast = -Infinity }: SeriesCondition): SeriesCondition {
  return { above, atLeast: atLeast - Math.abs(atLeast) * ROUNDED };
}

function upperOf({ below, atMost = Infinity }: SeriesCondition): SeriesCondition {
  return { below, atMost: atMost + Math.abs(atMost) * ROUNDED };
}

function percentGoodOf({ statistics }: SummaryBucket): number {
  const value = statistics.percentGood?.value;
  return typeof value === 'number' ? value : 0;
}

function rangeBefore(before: Date, days: number): TimeRange {
  return {
    start: new Date(before.getTime() - days * DAY_MS).toISOString(),
    end: before.toISOString(),
  };
}

function earliestMs(before: Date): number {
  return before.getTime() - (WINDOWS_DAYS.at(-1) ?? 0) * DAY_MS;
}

function nothing(condition: Condition, before: Date): LastPeriod {
  return {
    period: undefined,
    isFromBefore: false,
    hasGaps: false,
    condition,
    lookedFrom: new Date(earliestMs(before)).toISOString(),
    first: undefined,
  };
}

function isWithin(timestamp: string, { start, end }: TimeRange): boolean {
  const ms = Date.parse(timestamp);
  return ms >= Date.parse(start) && ms <= Date.parse(end);
}

function isSameInstant(a: string | undefined, b: string | undefined): boolean {
  return a !== undefined && b !== undefined && Date.parse(a) === Date.parse(b);
}
