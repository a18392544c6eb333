import type { AppError } from '#sdk';
import type { ManyReader, RequestOptions } from './get-many.ts';
import { isJsonObject, itemsOf, textField } from './json.ts';
import { piBadAnswer } from './pi.errors.ts';
import { withinLimits } from './read-limits.ts';
import type { ReadLimits } from './read-limits.ts';
import { timeSpan } from './sampled.ts';
import type { PiTimedValue } from './series.ts';
import { prepareSets, runSets } from './stream-sets.ts';
import type { PiStreamOutcome, StreamSet } from './stream-sets.ts';

/** Types of summary as PI Web API names them. */
export type PiSummaryType =
  | 'Total'
  | 'Average'
  | 'Minimum'
  | 'Maximum'
  | 'Range'
  | 'StdDev'
  | 'Count'
  | 'PercentGood';

export type PiSummaryRequest = {
  readonly types: readonly PiSummaryType[];
  readonly basis: 'TimeWeighted' | 'EventWeighted';
};

export type SummaryQuery = {
  /** The instants in ms at which buckets begin, and last the end of the last one. At least two. */
  readonly edgesMs: readonly number[];
  /** Each is a part of the same answer; a type in two of them is taken from the last. */
  readonly requests: readonly PiSummaryRequest[];
};

/** One stream's summaries, bucket by bucket. */
export type PiSummaries =
  | { readonly ok: true; readonly buckets: readonly ReadonlyMap<string, PiTimedValue>[] }
  | { readonly ok: false; readonly error: AppError };

/** Buckets `first` to `end` (not included) of a query. */
type Window = { readonly first: number; readonly end: number; readonly spanMs: number | undefined };

/**
 * Summaries of each stream in each bucket, in one request.
 *
 * Buckets of one length are asked for with `summaryDuration` in seconds, which no time zone can move. Others (months,
 * days over a change of the clock) are asked for one by one within the request, so that their edges are exactly the
 * caller's whatever time zones the server knows.
 */
export async function readSummaries(
  webIds: readonly string[],
  query: SummaryQuery,
  parts: { readonly many: ManyReader; readonly limits: ReadLimits; readonly maxUrlLength: number },
  options: RequestOptions,
): Promise<readonly PiSummaries[]> {
  let plan: readonly Window[] = [];
  const outcomes = await withinLimits(parts.limits, async () => {
    const types = Math.max(...query.requests.map((request) => request.types.length));
    plan = planWindows(query.edgesMs, Math.floor(parts.limits.maxItems / (webIds.length * types)));
    const sets = plan.flatMap((window) =>
      query.requests.map((request): StreamSet => summarySet(webIds, query, window, request)),
    );
    return await runSets(prepareSets(sets, parts.many, parts.maxUrlLength), parts.many, options);
  });
  return webIds.map((_webId, place) => {
    const buckets = query.edgesMs.slice(1).map(() => new Map<string, PiTimedValue>());
    for (const [index, streams] of outcomes.entries()) {
      const window = plan[Math.floor(index / query.requests.length)];
      const error = window
        ? fillBuckets(buckets, window, query.edgesMs, streams[place])
        : undefined;
      if (error) return { ok: false, error };
    }
    return { ok: true, buckets };
  });
}

/** Windows of equal buckets, `maxBuckets` at most each; a window of one bucket needs no duration. */
function planWindows(edgesMs: readonly number[], maxBuckets: number): readonly Window[] {
  const count = edgesMs.length - 1;
  const [start = 0, second = 0] = edgesMs;
  const spanMs = second - start;
  const isEven = edgesMs.every(
    (edge, i) => edge === start + i * spanMs || (i === count && edge < start + i * spanMs),
  );
  const perWindow = isEven ? Math.max(1, maxBuckets) : 1;
  const windows: Window[] = [];
  for (let first = 0; first < count; first += perWindow) {
    const end = Math.min(first + perWindow, count);
    windows.push({ first, end, spanMs: end - first > 1 ? spanMs : undefined });
  }
  return windows;
}

function summarySet(
  webIds: readonly string[],
  { edgesMs }: SummaryQuery,
  { first, end, spanMs }: Window,
  { types, basis }: PiSummaryRequest,
): StreamSet {
  return {
    kind: 'summary',
    webIds,
    query: {
      startTime: new Date(edgesMs[first] ?? 0).toISOString(),
      endTime: new Date(edgesMs[end] ?? 0).toISOString(),
      summaryType: types,
      calculationBasis: basis,
      summaryDuration: spanMs === undefined ? undefined : timeSpan(spanMs),
    },
  };
}

/**
 * Summaries come grouped by type, each group in the order of the buckets. Minimum and maximum carry their own instant, so
 * the order says which bucket they belong to; only a group of another length is placed by its instants.
 */
function fillBuckets(
  buckets: readonly Map<string, PiTimedValue>[],
  { first, end }: Window,
  edgesMs: readonly number[],
  outcome: PiStreamOutcome | undefined,
): AppError | undefined {
  if (!outcome?.ok) return outcome?.error ?? piBadAnswer('a tag asked for is missing in it');
  const items = itemsOf(outcome.stream);
  if (!items) return piBadAnswer('the summaries of a tag are missing in it');
  const groups = Map.groupBy(items, (item) => textField(item, 'Type'));
  for (const [type, group] of groups) {
    group.forEach((item, index) => {
      const value = item['Value'];
      if (!isJsonObject(value)) return;
      const inOrder = group.length === end - first;
      const place = inOrder ? first + index : placeOf(value, edgesMs);
      buckets[place]?.set(type, value);
    });
  }
  return undefined;
}

function placeOf(value: PiTimedValue, edgesMs: readonly number[]): number {
  const atMs = typeof value.Timestamp === 'string' ? Date.parse(value.Timestamp) : NaN;
  return edgesMs.findLastIndex((edge, i) => i < edgesMs.length - 1 && edge <= atMs);
}
