import type { AppError, HistoryQuery, Reading, SeriesOutcome, TagInfo } from '#sdk';
import { outcomesOf } from './outcomes.ts';
import { piInvalidQuestion, piNoValue } from './pi-web-api/index.ts';
import type { PiSeries, PiWebApiClient } from './pi-web-api/index.ts';
import type { ResolvedSelection, TagResolver } from './resolve-tags.ts';
import { badReading, toReading } from './to-reading.ts';
import { withFreshTags } from './with-fresh-tags.ts';

/** As far back as a PI archive goes. */
const BEGINNING = '1970-01-01T00:00:00Z';
/** Points of a picture when nobody said how wide it is; a plot gives up to five values each. */
const DEFAULT_PLOT_INTERVALS = 300;
const DEFAULT_SAMPLES = 100;

/**
 * The values of each tag over a range, oldest first. A bad value stays in it as a bad reading: a gap is part of the story.
 *
 * @param maxValues of one tag; a longer range is truncated at its later end and says so
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
  maxValues: number,
  signal: AbortSignal,
): Promise<readonly PiSeries[]> {
  const { start, end } = query.range;
  if (query.mode === 'recorded' && query.last !== undefined) {
    return await readNewest(client, webIds, end, Math.min(query.last, maxValues), signal);
  }
  const startMs = Date.parse(start);
  const endMs = Date.parse(end);
  if (!(startMs <= endMs))
    throw piInvalidQuestion('The range ends before it begins. Give a later end.');
  if (query.mode === 'plot') {
    const wanted = query.intervalMs
      ? Math.ceil((endMs - startMs) / query.intervalMs)
      : DEFAULT_PLOT_INTERVALS;
    const intervals = Math.max(1, Math.min(wanted, maxValues));
    return await client.streamSetPlot(
      webIds,
      { startTime: start, endTime: end, intervals },
      { signal },
    );
  }
  if (query.mode === 'interpolated') {
    const intervalMs = Math.max(
      1,
      Math.round(query.intervalMs ?? (endMs - startMs) / DEFAULT_SAMPLES),
    );
    const lastMs = startMs + (maxValues - 1) * intervalMs;
    const sampled = { startMs, endMs: Math.min(endMs, lastMs), intervalMs };
    const series = await client.streamSetInterpolated(webIds, sampled, { signal });
    const isCut = lastMs + intervalMs <= endMs;
    return series.map((each) => (each.ok && isCut ? { ...each, isTruncated: true } : each));
  }
  const recorded = { startTime: start, endTime: end, maxValues };
  return await client.streamSetRecorded(webIds, recorded, { signal });
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
  return series.map((each) =>
    each.ok ? { ...each, values: each.values.toReversed(), isTruncated: false } : each,
  );
}

function toSeries(
  series: PiSeries | undefined,
  tag: TagInfo,
): { readonly readings: readonly Reading[]; readonly truncated: boolean } | AppError {
  if (!series) return piNoValue(tag.name);
  if (!series.ok) return series.error;
  const readings: Reading[] = [];
  for (const timed of series.values) {
    const reading = toReading(timed, tag, series.unit) ?? badReading(timed, tag);
    if (!reading) return piNoValue(tag.name);
    readings.push(reading);
  }
  return { readings, truncated: series.isTruncated };
}
