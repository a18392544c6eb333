import { AppError } from '#sdk';
import { bucketEdges, localTimeReader, summarise } from '#sdk/series';
import type {
  DataSource,
  DataSourceTools,
  HistoryQuery,
  Reading,
  ReadQuery,
  SeriesOutcome,
  SummaryOutcome,
  SummaryQuery,
  TagInfo,
  TagSelection,
  ValueOutcome,
} from '#sdk';
import { authenticationOf } from '../authentication.ts';
import type { AvevaPiConfig } from '../aveva-pi.schema.ts';
import { createPiSelectQuery } from '../pi-select/run-pi-select.ts';
import { piInvalidQuestion, piNoValue, piTimeout, piTooMuch } from '../pi-web-api/index.ts';
import { createSender } from '../pi-web-api/send.ts';
import { pathWith } from '../pi-web-api/urls.ts';
import { createSegment, findInSegments, searchSegments, searchTermsIn } from '#sdk/tag-index';
import { refuseTotalFailure } from '../total-failure.ts';
import { checkGateway } from './check-gateway.ts';
import { readingsOf } from './samples.ts';

const HOUR_MS = 3_600_000;
/** The present value is the newest of these samples; a window this wide survives clocks that differ a little. */
const NOW = { windowMs: 10 * 60_000, intervalMs: 10_000 };
const DEFAULT_LAST_INTERVAL_MS = 60_000;
const SAMPLES: Readonly<Record<HistoryQuery['mode'], number>> = {
  recorded: 1_000,
  interpolated: 100,
  plot: 300,
};
/** Samples a summary is computed from: enough for the shape of each bucket. */
const SUMMARY_SAMPLES = 60;
const MAX_SUMMARY_SAMPLES = 5_000;

type Window = { readonly startMs: number; readonly endMs: number; readonly intervalMs: number };

/**
 * A data source on a plant's own gateway: `GET {base}/pi/trn?tag&interval&start&end`.
 *
 * It answers evenly spaced samples of one tag a request, in local time; it knows no units, no wildcards and no list of
 * tags. Units and descriptions come from the configuration. "Recorded" history is samples, as fine as a thousand allow.
 */
export function openGatewaySource(config: AvevaPiConfig, tools: DataSourceTools): DataSource {
  const sender = createSender({
    baseUrl: gatewayBase(config.baseUrl),
    auth: authenticationOf(config),
    caFile: config.caFile,
    insecureSkipTlsVerify: config.insecureSkipTlsVerify,
    timeoutMs: config.timeoutMs,
    maxConcurrency: config.maxConcurrentRequests,
    maxRequestsPerSecond: config.maxRequestsPerSecond,
    log: tools.log,
    outbound: tools.outbound,
  });
  const toMs = localTimeReader(config.timeZone ?? tools.timeZone);
  const segments = [createSegment((config.tags ?? []).map(describedTag))];

  async function sample(
    tag: TagInfo,
    window: Window,
    signal: AbortSignal,
  ): Promise<readonly Reading[]> {
    const nowMs = tools.clock().getTime();
    if (window.startMs > nowMs) return [];
    const path = pathWith('/pi/trn', {
      tag: tag.name,
      interval: intervalText(window.intervalMs),
      start: piTime(window.startMs, nowMs),
      end: piTime(window.endMs, nowMs),
    });
    const { content } = await sender.send({ method: 'GET', path, signal });
    const readings = readingsOf(content, tag, toMs);
    // Where there is no value it says "No Data"; no row at all is what it answers for a tag it does not know.
    if (readings.length === 0) throw piNoValue(tag.name);
    return readings;
  }

  /** Each tag alone; one that fails hides no other, unless the gateway itself does not answer. */
  async function forEachTag<T extends object>(
    selection: TagSelection,
    signal: AbortSignal,
    read: (tag: TagInfo) => Promise<T>,
  ): Promise<
    readonly (
      | ({ readonly ok: true; readonly tag: TagInfo } & T)
      | { readonly ok: false; readonly name: string; readonly error: AppError }
    )[]
  > {
    const names = [...selection.tags, ...(selection.elements ?? [])];
    if (names.length > config.maxTagsPerQuestion) {
      throw piTooMuch(`A question to this gateway has at most ${config.maxTagsPerQuestion} tags.`);
    }
    const outcomes = await Promise.all(
      names.map(async (asked, index) => {
        const name = asked.trim();
        try {
          if (index >= selection.tags.length || /[*?|]/.test(name)) throw noSuchNames();
          const tag = findInSegments(segments, name) ?? describedTag({ name });
          return { ok: true as const, tag, ...(await read(tag)) };
        } catch (error) {
          if (!(error instanceof AppError)) throw error;
          return { ok: false as const, name, error };
        }
      }),
    );
    if (signal.aborted) throw piTimeout();
    refuseTotalFailure(outcomes);
    return outcomes;
  }

  async function newestIn(
    tag: TagInfo,
    endMs: number,
    signal: AbortSignal,
  ): Promise<Reading | undefined> {
    const { windowMs, intervalMs } = NOW;
    const window = { startMs: endMs - windowMs, endMs, intervalMs };
    return (await sample(tag, window, signal)).at(-1);
  }

  async function read(
    { compareMs, ...selection }: ReadQuery,
    signal: AbortSignal,
  ): Promise<readonly ValueOutcome[]> {
    const nowMs = tools.clock().getTime();
    return await forEachTag(selection, signal, async (tag) => {
      const [reading, earlier] = await Promise.all([
        newestIn(tag, nowMs, signal),
        compareMs === undefined ? undefined : newestIn(tag, nowMs - compareMs, signal),
      ]);
      if (!reading) throw piNoValue(tag.name);
      return earlier ? { reading, earlier } : { reading };
    });
  }

  async function history(
    query: HistoryQuery,
    signal: AbortSignal,
  ): Promise<readonly SeriesOutcome[]> {
    const window = historyWindow(query, config.maxValuesPerTag);
    const newest = query.mode === 'recorded' ? query.last : undefined;
    return await forEachTag(query, signal, async (tag) => {
      const readings = within(await sample(tag, window, signal), window);
      if (newest !== undefined) return { readings: readings.slice(-newest), truncated: false };
      const isTruncated = readings.length > config.maxValuesPerTag;
      return { readings: readings.slice(-config.maxValuesPerTag), truncated: isTruncated };
    });
  }

  async function summary(
    query: SummaryQuery,
    signal: AbortSignal,
  ): Promise<readonly SummaryOutcome[]> {
    const edgesMs = bucketEdges(query.range, query.bucket, query.timeZone);
    const startMs = edgesMs[0] ?? 0;
    const endMs = edgesMs.at(-1) ?? 0;
    const wanted = Math.min((edgesMs.length - 1) * SUMMARY_SAMPLES, MAX_SUMMARY_SAMPLES);
    const window = { startMs, endMs, intervalMs: wholeInterval((endMs - startMs) / wanted) };
    return await forEachTag(query, signal, async (tag) => {
      const readings = await sample(tag, window, signal);
      const { statistics, weighting = 'time' } = query;
      return { buckets: summarise(readings, edgesMs, tag, statistics, weighting) };
    });
  }

  return {
    check: (signal) =>
      checkGateway({ sender, config, read: (tags) => read({ tags }, signal), signal }),
    read,
    history,
    query: createPiSelectQuery({ history, clock: tools.clock }),
    summary,
    search: (words, limit) => searchSegments(segments, words, limit),
    searchTerms: (terms, limit) => searchTermsIn(segments, terms, limit),
    findTag: (name) => findInSegments(segments, name.trim()),
    tagIndexStatus: () => ({
      tags: config.tags?.length ?? 0,
      complete: true,
      refreshedAt: null,
    }),
    close: () => sender.close(),
  };
}

/** Predecessors kept whole request URLs; only what is before `/pi` counts. */
function gatewayBase(baseUrl: string): string {
  const url = new URL(baseUrl);
  return url.origin + url.pathname.replace(/\/pi(?:\/.*)?$/, '');
}

function describedTag(
  tag: { readonly name: string } & Partial<NonNullable<AvevaPiConfig['tags']>[number]>,
): TagInfo {
  return {
    name: tag.name,
    description: tag.description ?? '',
    unit: tag.unit ?? null,
    valueType: 'number',
    step: false,
    displayDigits: tag.displayDigits ?? null,
    future: false,
  };
}

function historyWindow(query: HistoryQuery, maxValues: number): Window {
  const endMs = Date.parse(query.range.end);
  if (query.mode === 'recorded' && query.last !== undefined) {
    const intervalMs = wholeInterval(query.intervalMs ?? DEFAULT_LAST_INTERVAL_MS);
    const count = Math.min(query.last, maxValues);
    return { startMs: endMs - count * intervalMs, endMs, intervalMs };
  }
  const startMs = Date.parse(query.range.start);
  if (!(startMs <= endMs))
    throw piInvalidQuestion('The range ends before it begins. Give a later end.');
  const intervalMs = query.intervalMs ?? (endMs - startMs) / SAMPLES[query.mode];
  return { startMs, endMs, intervalMs: wholeInterval(intervalMs) };
}

/** The gateway's shortest interval is a second, and it knows whole numbers only. */
function wholeInterval(intervalMs: number): number {
  return Math.max(1_000, Math.ceil(intervalMs / 1_000) * 1_000);
}

/** Seconds become minutes, hours or days where they are whole, as the gateway's own callers write them. */
function intervalText(intervalMs: number): string {
  const seconds = intervalMs / 1_000;
  if (seconds % 86_400 === 0) return `${seconds / 86_400}d`;
  if (seconds % 3_600 === 0) return `${seconds / 3_600}h`;
  return seconds % 60 === 0 ? `${seconds / 60}m` : `${seconds}s`;
}

/** Relative to now in hours: the one form the real gateway is known to take with any precision. */
function piTime(ms: number, nowMs: number): string {
  const hours = (nowMs - ms) / HOUR_MS;
  // Less than a few milliseconds would be written with an exponent.
  return hours < 1e-6 ? '*' : `*-${hours}h`;
}

/** A second on either side: the gateway's times have no fractions. */
function within(readings: readonly Reading[], { startMs, endMs }: Window): readonly Reading[] {
  return readings.filter(({ timestamp }) => {
    const ms = Date.parse(timestamp);
    return ms >= startMs - 1_000 && ms <= endMs;
  });
}

function noSuchNames(): AppError {
  return piInvalidQuestion(
    'A gateway knows tags by their whole name only: no wildcards, attributes or elements.',
  );
}
