import type { AppError, HistoryQuery, Reading, SeriesOutcome, TagInfo, TimeRange } from '#sdk';
import { outcomesOf } from './outcomes.ts';
import { piInvalidQuestion, piNoValue } from './pi-web-api/index.ts';
import type { PiSeries, PiTimedValue, PiWebApiClient } from './pi-web-api/index.ts';
import type { ResolvedSelection, TagResolver } from './resolve-tags.ts';
import { badReading, toReading } from './to-reading.ts';
import { withFreshTags } from './with-fresh-tags.ts';

/** As far back as a PI archive goes. */
const BEGINNING = '1970-01-01T00:00:00Z';
/** Points of a picture when nobody said how wide it is; a plot gives up to five values each. */
const DEFAULT_PLOT_INTERVALS = 300;
const DEFAULT_SAMPLES = 100;
/** Of all tags of a question together: what a small box holds in memory beside its other work. */
const MAX_VALUES = 300_000;
const VALUES_PER_PLOT_INTERVAL = 5;

/**
 * The values of each tag over a range, oldest first. A bad value stays in it as a bad reading: a gap is part of the story.
 *
 * Where nothing was archived within the range, what held when it began comes along: one request more, for those tags.
 *
 * @param maxValues of one tag, or its share of 300,000 if that is less; of a longer range the newest are given, and it
 * says that it is truncated
 */
export async function readHistory(
  client: PiWebApiClient,
  resolver: TagResolver,
  query: HistoryQuery,
  maxValues: number,
  signal: AbortSignal,
): Promise<readonly SeriesOutcome[]> {
  const { resolved, parts } = await withFreshTags(resolver, query, signal, (selection) =>
    readSeries(client, selection, query, maxValues, signal),
  );
  return outcomesOf(resolved.slots, (place, tag) => toSeries(parts[place], tag));
}

async function readSeries(
  client: PiWebApiClient,
  { webIds }: ResolvedSelection,
  query: HistoryQuery,
  maxValuesPerTag: number,
  signal: AbortSignal,
): Promise<readonly HeldSeries[]> {
  const { start, end } = query.range;
  const share = Math.floor(MAX_VALUES / Math.max(1, webIds.length));
  const maxValues = Math.max(1, Math.min(maxValuesPerTag, share));
  if (query.mode === 'recorded' && query.last !== undefined) {
    const newest = await readNewest(client, webIds, end, Math.min(query.last, maxValues), signal);
    const isCut = maxValues < query.last;
    return newest.map((each) => (each.ok && isCut ? { ...each, isTruncated: true } : each));
  }
  const startMs = Date.parse(start);
  const endMs = Date.parse(end);
  if (!(startMs <= endMs))
    throw piInvalidQuestion('The range ends before it begins. Give a later end.');
  if (query.mode === 'plot') {
    const wanted = query.intervalMs
      ? Math.ceil((endMs - startMs) / query.intervalMs)
      : DEFAULT_PLOT_INTERVALS;
    const intervals = Math.max(
      1,
      Math.min(wanted, Math.floor(maxValues / VALUES_PER_PLOT_INTERVAL)),
    );
    const plotted = { startTime: start, endTime: end, intervals };
    const series = await client.streamSetPlot(webIds, plotted, { signal });
    return await withHeld(client, webIds, series, query.range, signal);
  }
  if (query.mode === 'interpolated') {
    const intervalMs = Math.max(
      1,
      Math.round(query.intervalMs ?? (endMs - startMs) / DEFAULT_SAMPLES),
    );
    const count = Math.floor((endMs - startMs) / intervalMs) + 1;
    const isCut = count > maxValues;
    const firstMs = isCut ? startMs + (count - maxValues) * intervalMs : startMs;
    const sampled = { startMs: firstMs, endMs, intervalMs };
    const series = await client.streamSetInterpolated(webIds, sampled, { signal });
    return series.map((each) => (each.ok && isCut ? { ...each, isTruncated: true } : each));
  }
  // Backwards from the end, so that what is cut off is the oldest.
  const recorded = { startTime: end, endTime: start, maxValues };
  const newestFirst = await client.streamSetRecorded(webIds, recorded, { signal });
  return await withHeld(client, webIds, newestFirst.map(oldestFirst), query.range, signal);
}

/** A series with the newest value before it, where nothing was archived within its range. */
type HeldSeries = PiSeries & { readonly held?: PiTimedValue };

/**
 * A state that has not changed for a day is archived once, before the range: without it, a mill that runs would have no
 * value at all. The values a plot has only at the very ends of its range are PI's own reckoning, not archived ones.
 * A tag that cannot tell what held is left without: the answer to the question is there already.
 */
async function withHeld(
  client: PiWebApiClient,
  webIds: readonly string[],
  series: readonly PiSeries[],
  range: TimeRange,
  signal: AbortSignal,
): Promise<readonly HeldSeries[]> {
  const isEmpty = series.map((each) => each.ok && each.values.every((one) => isAtEnd(one, range)));
  const empty = webIds.filter((_webId, place) => isEmpty[place]);
  if (empty.length === 0) return series;
  const before = await readNewest(client, empty, range.start, 1, signal).catch(() => []);
  const held = new Map(
    empty.map((webId, index) => {
      const found = before[index];
      return [webId, found?.ok ? found.values[0] : undefined] as const;
    }),
  );
  return series.map((each, place) => {
    const value = held.get(webIds[place] ?? '');
    return isEmpty[place] && value ? { ...each, held: value } : each;
  });
}

function isAtEnd({ Timestamp }: PiTimedValue, { start, end }: TimeRange): boolean {
  const ms = typeof Timestamp === 'string' ? Date.parse(Timestamp) : NaN;
  return ms === Date.parse(start) || ms === Date.parse(end);
}

function oldestFirst(series: PiSeries): PiSeries {
  return series.ok ? { ...series, values: series.values.toReversed() } : series;
}

/** The newest values at or before an instant: recorded values backwards from it, as many as wanted. */
async function readNewest(
  client: PiWebApiClient,
  webIds: readonly string[],
  endTime: string,
  count: number,
  signal: AbortSignal,
): Promise<readonly PiSeries[]> {
  const query = { startTime: endTime, endTime: BEGINNING, maxValues: Math.max(1, count) };
  const series = await client.streamSetRecorded(webIds, query, { signal });
  return series.map((each) => (each.ok ? { ...oldestFirst(each), isTruncated: false } : each));
}

function toSeries(
  series: HeldSeries | undefined,
  tag: TagInfo,
):
  | {
      readonly readings: readonly Reading[];
      readonly truncated: boolean;
      readonly held?: Reading;
    }
  | AppError {
  if (!series) return piNoValue(tag.name);
  if (!series.ok) return series.error;
  const readings: Reading[] = [];
  for (const timed of series.values) {
    const reading = toReading(timed, tag, series.unit) ?? badReading(timed, tag);
    if (!reading) return piNoValue(tag.name);
    readings.push(reading);
  }
  const held = series.held && toReading(series.held, tag, series.unit);
  return { readings, truncated: series.isTruncated, ...(held && { held }) };
}
