import type { ManyReader, RequestOptions } from './get-many.ts';
import { withinLimits } from './read-limits.ts';
import type { ReadLimits } from './read-limits.ts';
import { joinSeries } from './series.ts';
import type { PiSeries } from './series.ts';
import { prepareSets, runSets } from './stream-sets.ts';
import type { PiStreamOutcome, StreamSet } from './stream-sets.ts';

type Parts = {
  readonly many: ManyReader;
  readonly limits: ReadLimits;
  readonly maxUrlLength: number;
};

export type InterpolatedQuery = {
  /** Milliseconds since 1970 UTC; the first value is at the start. */
  readonly startMs: number;
  readonly endMs: number;
  readonly intervalMs: number;
};

/** `plot` gives up to five values an interval: first, last, lowest, highest and one that is bad (topic Plot values). */
const PLOT_VALUES_PER_INTERVAL = 5;

/**
 * A value of each stream every `intervalMs` from the start to the end, both included where they fall on the grid.
 * A range with more values than the server gives at once is asked for in consecutive parts of the same grid, in one
 * request.
 */
export async function readInterpolated(
  webIds: readonly string[],
  query: InterpolatedQuery,
  parts: Parts,
  options: RequestOptions,
): Promise<readonly PiSeries[]> {
  const outcomes = await withinLimits(parts.limits, async () => {
    const perStream = Math.max(1, Math.floor(parts.limits.maxItems / webIds.length));
    const sets = gridWindows(query, perStream).map((window) => ({
      kind: 'interpolated' as const,
      webIds,
      query: window,
    }));
    return await runSets(prepareSets(sets, parts.many, parts.maxUrlLength), parts.many, options);
  });
  return webIds.map((_webId, index) => joinSeries(outcomes.map((window) => window[index])));
}

/** Ranges of at most `maxPoints` grid points each, which together hold each point of the grid once. */
export function gridWindows(
  { startMs, endMs, intervalMs }: InterpolatedQuery,
  maxPoints: number,
): readonly { startTime: string; endTime: string; interval: string }[] {
  const count = Math.floor((endMs - startMs) / intervalMs) + 1;
  const windows = [];
  for (let first = 0; first < count; first += maxPoints) {
    const last = Math.min(first + maxPoints, count) - 1;
    windows.push({
      startTime: new Date(startMs + first * intervalMs).toISOString(),
      endTime: new Date(startMs + last * intervalMs).toISOString(),
      interval: timeSpan(intervalMs),
    });
  }
  return windows;
}

/** A PI time span of a fixed length: seconds and below never follow the wall clock. */
export function timeSpan(ms: number): string {
  return ms % 1000 === 0 ? `${ms / 1000}s` : `${ms}ms`;
}

export type PlotQuery = {
  readonly startTime: string;
  readonly endTime: string;
  /** Usually the width of the picture in points. */
  readonly intervals: number;
};

/** The values of each stream that a picture of `intervals` points needs. */
export async function readPlot(
  webIds: readonly string[],
  query: PlotQuery,
  parts: Parts,
  options: RequestOptions,
): Promise<readonly PiSeries[]> {
  const perStream = query.intervals * PLOT_VALUES_PER_INTERVAL;
  const outcomes = await withinLimits(parts.limits, async () => {
    const fitting = Math.max(1, Math.floor(parts.limits.maxItems / perStream));
    // One stream that is still too much gets fewer intervals: a coarser picture, and no value is made up.
    const most = Math.max(1, Math.floor(parts.limits.maxItems / PLOT_VALUES_PER_INTERVAL));
    const asked = { ...query, intervals: Math.min(query.intervals, most) };
    const sets: StreamSet[] = [];
    for (let first = 0; first < webIds.length; first += fitting) {
      sets.push({ kind: 'plot', webIds: webIds.slice(first, first + fitting), query: asked });
    }
    const sorted: readonly (readonly PiStreamOutcome[])[] = await runSets(
      prepareSets(sets, parts.many, parts.maxUrlLength),
      parts.many,
      options,
    );
    return [sorted.flat()];
  });
  return webIds.map((_webId, index) => joinSeries([outcomes[0]?.[index]]));
}
