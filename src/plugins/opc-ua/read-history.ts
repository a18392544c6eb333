import { AppError } from '#sdk';
import type { HistoryQuery, Reading, SeriesOutcome } from '#sdk';
import { interpolate, reduceForPlot } from '#sdk/series';
import { forEachTag } from './for-each-tag.ts';
import { mapLimited } from './map-limited.ts';
import { rangeBackwards } from './opc-ua.errors.ts';
import type { OpcUaTag } from './opc-ua-tag.ts';
import type { OpenSession } from './open-session.ts';
import { readFirstAfter, readHeld, readNewest } from './read-raw.ts';
import type { SourceParts } from './source-parts.ts';
import { ofTag } from './of-tag.ts';

/** Of all tags of a question together: what a small box holds in memory beside its other work. */
const MAX_VALUES = 300_000;
/** Intervals of a picture when nobody said how wide it is, and samples when nobody said how far apart. */
const DEFAULT_PLOT_INTERVALS = 300;
const DEFAULT_SAMPLES = 100;

type Part = {
  readonly readings: readonly Reading[];
  readonly truncated: boolean;
  readonly held?: Reading;
};

/**
 * The values of each tag over a range, oldest first. Interpolated values and pictures are worked out here from the
 * recorded ones, so that they are the same whatever a server offers.
 */
export async function readHistory(
  { keeper, book, config, clock }: SourceParts,
  query: HistoryQuery,
  signal: AbortSignal,
): Promise<readonly SeriesOutcome[]> {
  const startMs = Date.parse(query.range.start);
  const endMs = Date.parse(query.range.end);
  if (!(startMs <= endMs)) throw rangeBackwards();
  const now = clock();

  async function recorded(open: OpenSession, tag: OpcUaTag, most: number): Promise<Part> {
    const { readings, isTruncated } = await readNewest(open, tag, { startMs, endMs, most }, now);
    if (readings.length > 0) return { readings, truncated: isTruncated };
    const held = await readHeld(open, tag, startMs, now);
    return { readings, truncated: false, ...(held && { held }) };
  }

  async function newest(open: OpenSession, tag: OpcUaTag, last: number, most: number) {
    const wanted = Math.max(1, Math.min(last, most));
    const span = { startMs: 0, endMs, most: wanted };
    const { readings } = await readNewest(open, tag, span, now);
    return { readings, truncated: wanted < last && readings.length === wanted };
  }

  async function interpolated(open: OpenSession, tag: OpcUaTag, most: number): Promise<Part> {
    const lastMs = Math.min(endMs, now.getTime());
    const asked = Math.round(query.intervalMs ?? (endMs - startMs) / DEFAULT_SAMPLES);
    const intervalMs = Math.max(1, asked);
    const count = lastMs < startMs ? 0 : Math.floor((lastMs - startMs) / intervalMs) + 1;
    const first = Math.max(0, count - most);
    const { readings, isTruncated } = await around(open, tag, most);
    const instants = Array.from(
      { length: count - first },
      (_, index) => startMs + (first + index) * intervalMs,
    );
    const known = isTruncated ? Date.parse(readings[0]?.timestamp ?? '') : -Infinity;
    const samples = interpolate(
      readings,
      instants.filter((ms) => ms >= known),
      tag.tag,
    );
    return { readings: samples, truncated: isTruncated || first > 0 };
  }

  /** What was recorded within the range, and the values on either side that the line goes to. */
  async function around(open: OpenSession, tag: OpcUaTag, most: number) {
    const { readings, isTruncated } = await readNewest(open, tag, { startMs, endMs, most }, now);
    const before = isTruncated ? undefined : await readHeld(open, tag, startMs - 1, now);
    const after = await readFirstAfter(open, tag, endMs, now);
    const all = [...(before ? [before] : []), ...readings, ...(after ? [after] : [])];
    return { readings: all, isTruncated };
  }

  async function plotted(open: OpenSession, tag: OpcUaTag, most: number): Promise<Part> {
    const part = await recorded(open, tag, most);
    const wanted = query.intervalMs
      ? Math.ceil((endMs - startMs) / query.intervalMs)
      : DEFAULT_PLOT_INTERVALS;
    return { ...part, readings: reduceForPlot(part.readings, query.range, Math.max(1, wanted)) };
  }

  async function readOne(open: OpenSession, tag: OpcUaTag, most: number): Promise<Part | AppError> {
    return await ofTag(() => {
      if (query.mode === 'plot') return plotted(open, tag, most);
      if (query.mode === 'interpolated') return interpolated(open, tag, most);
      if (query.last === undefined) return recorded(open, tag, most);
      return newest(open, tag, query.last, most);
    });
  }

  return await forEachTag(book, query, signal, (tags) => {
    const most = Math.min(config.maxValuesPerTag, Math.ceil(MAX_VALUES / tags.length));
    return keeper.ask(
      (open) =>
        mapLimited(tags, config.maxConcurrentRequests, (tag) => readOne(open, tag, most), signal),
      signal,
    );
  });
}
