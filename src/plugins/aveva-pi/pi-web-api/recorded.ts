import type { AppError } from '#sdk';
import type { ManyReader, RequestOptions } from './get-many.ts';
import { withinLimits } from './read-limits.ts';
import type { ReadLimits } from './read-limits.ts';
import { valuesOf } from './series.ts';
import type { PiSeries, PiTimedValue } from './series.ts';
import { prepareSets, runSets } from './stream-sets.ts';
import type { PiStreamOutcome } from './stream-sets.ts';

/** Values of one stream in one answer: enough that few ranges need a second, small enough to arrive in time. */
const PAGE_SIZE = 10_000;

export type RecordedQuery = {
  /** Instants or PI times. An end before the start gives the values newest first. */
  readonly startTime: string;
  readonly endTime: string;
  /** Values a stream at most; more makes the series truncated. */
  readonly maxValues: number;
  readonly boundaryType?: 'Inside' | 'Outside' | 'Interpolated';
};

type Progress = {
  readonly webId: string;
  readonly values: PiTimedValue[];
  unit: string;
  /** Where the next page begins: at the last value held, which therefore comes again. */
  from: string;
  /** How many values at `from` are held already. */
  heldAtFrom: number;
  pageSize: number;
  isTruncated: boolean;
  isDone: boolean;
  error: AppError | undefined;
};

/**
 * The archived values of each stream over a range, in the order of `startTime` to `endTime`.
 *
 * A full page is never taken for the end: the next one begins at the last timestamp, and as many values of that
 * timestamp as are held already are dropped from it, so that several values of one instant are neither lost nor doubled.
 */
export async function readRecorded(
  webIds: readonly string[],
  query: RecordedQuery,
  parts: { readonly many: ManyReader; readonly limits: ReadLimits; readonly maxUrlLength: number },
  options: RequestOptions,
): Promise<readonly PiSeries[]> {
  const progress = webIds.map((webId) => startProgress(webId, query));
  for (let open = progress; open.length > 0; open = progress.filter(({ isDone }) => !isDone)) {
    const isFirst = open === progress;
    const [pages] = await withinLimits(parts.limits, async () => {
      const size = pageSize(open, query, parts.limits);
      for (const stream of open) stream.pageSize = size;
      return isFirst
        ? [await readTogether(webIds, query, size, parts, options)]
        : [await readEach(open, query, size, parts, options)];
    });
    open.forEach((stream, index) => takePage(stream, pages?.[index], query.maxValues));
  }
  return progress.map(({ error, values, unit, isTruncated }) =>
    error ? { ok: false, error } : { ok: true, values, unit, isTruncated },
  );
}

function startProgress(webId: string, { startTime }: RecordedQuery): Progress {
  return {
    webId,
    values: [],
    unit: '',
    from: startTime,
    heldAtFrom: 0,
    pageSize: 0,
    isTruncated: false,
    isDone: false,
    error: undefined,
  };
}

/** One more than is still wanted tells whether there was more. A page must be longer than what it repeats. */
function pageSize(
  open: readonly Progress[],
  { maxValues }: RecordedQuery,
  limits: ReadLimits,
): number {
  const repeated = Math.max(...open.map(({ heldAtFrom }) => heldAtFrom));
  const wanted = Math.max(...open.map(({ values }) => maxValues - values.length)) + 1 + repeated;
  const fair = Math.max(1, Math.floor(limits.maxItems / open.length));
  return Math.min(wanted, Math.max(Math.min(PAGE_SIZE, fair), repeated + 1), limits.maxItems);
}

async function readTogether(
  webIds: readonly string[],
  { startTime, endTime, boundaryType }: RecordedQuery,
  maxCount: number,
  { many, maxUrlLength }: { many: ManyReader; maxUrlLength: number },
  options: RequestOptions,
): Promise<readonly PiStreamOutcome[]> {
  const query = { startTime, endTime, boundaryType, maxCount };
  const sets = [{ kind: 'recorded', webIds, query }] as const;
  const [outcomes] = await runSets(prepareSets(sets, many, maxUrlLength), many, options);
  return outcomes ?? [];
}

/** Each stream goes on from its own last value, so each is a set of its own; all in one request. */
async function readEach(
  open: readonly Progress[],
  { endTime, boundaryType }: RecordedQuery,
  maxCount: number,
  { many, maxUrlLength }: { many: ManyReader; maxUrlLength: number },
  options: RequestOptions,
): Promise<readonly PiStreamOutcome[]> {
  const sets = open.map(({ webId, from }) => ({
    kind: 'recorded' as const,
    webIds: [webId],
    query: { startTime: from, endTime, boundaryType, maxCount },
  }));
  const outcomes = await runSets(prepareSets(sets, many, maxUrlLength), many, options);
  return outcomes.flat();
}

function takePage(stream: Progress, outcome: PiStreamOutcome | undefined, maxValues: number): void {
  const page = valuesOf(outcome);
  if (!page.ok) {
    stream.error = page.error;
    stream.isDone = true;
    return;
  }
  stream.unit = page.unit;
  const isFull = page.values.length >= stream.pageSize;
  let repeats = stream.heldAtFrom;
  let fresh = 0;
  for (const value of page.values) {
    if (repeats > 0 && value.Timestamp === stream.from) {
      repeats -= 1;
      continue;
    }
    fresh += 1;
    stream.values.push(value);
  }
  if (stream.values.length > maxValues) {
    stream.values.length = maxValues;
    stream.isTruncated = true;
  }
  // A full page that brought nothing new cannot be continued: more values of one instant than a page may hold.
  if (isFull && fresh === 0) stream.isTruncated = true;
  stream.isDone = !isFull || stream.isTruncated;
  if (!stream.isDone) moveOn(stream);
}

function moveOn(stream: Progress): void {
  const last = stream.values.at(-1)?.Timestamp;
  if (typeof last !== 'string') {
    stream.isDone = true;
    stream.isTruncated = true;
    return;
  }
  stream.from = last;
  stream.heldAtFrom = 0;
  for (let i = stream.values.length - 1; stream.values[i]?.Timestamp === last; i -= 1) {
    stream.heldAtFrom += 1;
  }
}
