import { AppError } from '#sdk';
import type {
  Clock,
  HistoryQuery,
  ParameterValue,
  Reading,
  ReadQuery,
  SeriesOutcome,
  SummaryOutcome,
  SummaryQuery,
  TagInfo,
  TagOutcome,
  TagSelection,
  ValueOutcome,
} from '#sdk';
import { bucketEdges, summarise } from '#sdk/series';
import type { AnswerCache } from '../answer-cache.ts';
import { apiTimeout, noHistory, noValue, tooManyValues, unknownTag } from '../http-json.errors.ts';
import type { HttpJsonConfig } from '../http-json.schema.ts';
import type { Fetched } from '../open-endpoint.ts';
import { interpolate } from './interpolate.ts';
import type { Series, Tag, TagList } from './tag-list.ts';
import { readingsOf } from './to-readings.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** The clocks of two machines differ a little, and that makes no forecast of a value. */
const CLOCK_TOLERANCE_MS = 60_000;
/** How much further back it looks for the last values, each time there are too few. */
const WIDEN_BY = 8;
const WIDEN_TIMES = 4;
const INTERPOLATED_VALUES = 100;

type Window = { readonly startMs: number; readonly endMs: number };
type Fetch = (series: Series, tag: Tag, window: Window | undefined) => Promise<Fetched>;

/** Answers questions by tag. */
export interface TagReader {
  read(query: ReadQuery, signal: AbortSignal): Promise<readonly ValueOutcome[]>;
  history(query: HistoryQuery, signal: AbortSignal): Promise<readonly SeriesOutcome[]>;
  summary(query: SummaryQuery, signal: AbortSignal): Promise<readonly SummaryOutcome[]>;
}

export function createTagReader(
  tags: TagList,
  config: Pick<HttpJsonConfig, 'lookbackHours' | 'maxRows'>,
  {
    cache,
    clock,
    timeZone,
  }: {
    readonly cache: AnswerCache;
    readonly clock: Clock;
    readonly timeZone: string;
  },
): TagReader {
  const lookbackMs = config.lookbackHours * HOUR_MS;

  /** Tags that come from one answer share one request. */
  function sharedFetch(signal: AbortSignal): Fetch {
    const asked = new Map<string, Promise<Fetched>>();
    return (series, tag, window) => {
      const values = valuesFor(series, tag, window);
      const key = JSON.stringify([series.endpoint.config.name, values]);
      const running = asked.get(key);
      if (running) return running;
      const started = cache.fetch(series.endpoint, values, config.maxRows, signal);
      asked.set(key, started);
      return started;
    };
  }

  /** Readings within a window, both ends included; the newest are never missing. */
  async function readWindow(
    fetch: Fetch,
    tag: Tag,
    series: Series,
    window: Window,
  ): Promise<{ readonly readings: readonly Reading[]; readonly truncated: boolean }> {
    const fetched = await fetch(series, tag, window);
    if (fetched.truncated && !isNewestFirst(fetched, series)) {
      throw tooManyValues(tag.info.name, config.maxRows);
    }
    const readings = readingsOf(tag, series, fetched, timeZone).filter(({ timestamp }) => {
      const ms = Date.parse(timestamp);
      return ms >= window.startMs && ms <= window.endMs;
    });
    return { readings, truncated: fetched.truncated };
  }

  /** The newest value at or before an instant. */
  async function newestAt(fetch: Fetch, tag: Tag, atMs: number): Promise<Reading | undefined> {
    const window = { startMs: atMs - lookbackMs, endMs: atMs };
    const { history } = tag;
    return history && (await readWindow(fetch, tag, history, window)).readings.at(-1);
  }

  async function present(fetch: Fetch, tag: Tag): Promise<Reading> {
    const endMs = clock().getTime() + CLOCK_TOLERANCE_MS;
    // Whole minutes, so that who asks a moment later may be answered from memory.
    const minute = Math.floor(endMs / MINUTE_MS) * MINUTE_MS;
    const window = { startMs: minute - lookbackMs, endMs: minute + MINUTE_MS };
    const fetched = await fetch(tag.current, tag, window);
    if (fetched.truncated && !isNewestFirst(fetched, tag.current)) {
      throw tooManyValues(tag.info.name, config.maxRows);
    }
    const readings = readingsOf(tag, tag.current, fetched, timeZone);
    const reading = readings.findLast(({ timestamp }) => Date.parse(timestamp) <= endMs);
    if (reading) return reading;
    const isAhead = readings.length > 0;
    throw noValue(
      tag.info.name,
      isAhead ? 'all its times lie in the future' : 'there is no row for it',
    );
  }

  async function forEachTag<T extends object>(
    { tags: names, elements = [] }: TagSelection,
    signal: AbortSignal,
    ask: (tag: Tag) => Promise<T>,
  ): Promise<readonly TagOutcome<T>[]> {
    if (signal.aborted) throw apiTimeout();
    const outcomes = await Promise.all([
      ...names.flatMap((name) => meant(name).map((tag) => outcomeOf(name, tag, ask))),
      ...elements.map((name) => outcomeOf<T>(name, undefined, ask)),
    ]);
    if (signal.aborted) throw apiTimeout();
    refuseTotalFailure(outcomes);
    return outcomes;
  }

  function meant(name: string): readonly (Tag | undefined)[] {
    const exact = tags.find(name);
    if (exact || !/[*?]/.test(name)) return [exact];
    const matching = tags.match(name);
    return matching.length > 0 ? matching : [undefined];
  }

  async function seriesOutcome(
    fetch: Fetch,
    tag: Tag,
    query: HistoryQuery,
  ): Promise<{ readonly readings: readonly Reading[]; readonly truncated: boolean }> {
    const { history, info } = tag;
    if (!history) throw noHistory(info.name);
    const window = windowOf(query);
    if (query.mode === 'recorded' && query.last !== undefined) {
      return await lastValues(fetch, tag, history, window, query.last);
    }
    if (query.mode !== 'interpolated') return await readWindow(fetch, tag, history, window);
    // The line into the range begins before it.
    const around = { startMs: window.startMs - lookbackMs, endMs: window.endMs };
    const { readings } = await readWindow(fetch, tag, history, around);
    const intervalMs =
      query.intervalMs ?? Math.max(1, (window.endMs - window.startMs) / INTERPOLATED_VALUES);
    return {
      readings: interpolate(readings, { ...window, intervalMs }, info.step),
      truncated: false,
    };
  }

  async function lastValues(
    fetch: Fetch,
    tag: Tag,
    history: Series,
    { startMs, endMs }: Window,
    count: number,
  ): Promise<{ readonly readings: readonly Reading[]; readonly truncated: boolean }> {
    let spanMs = Math.max(endMs - startMs, HOUR_MS);
    for (let tries = 1; ; tries += 1) {
      const window = { startMs: endMs - spanMs, endMs };
      const { readings, truncated } = await readWindow(fetch, tag, history, window);
      if (readings.length >= count || truncated || tries === WIDEN_TIMES) {
        return { readings: readings.slice(-count), truncated: false };
      }
      spanMs *= WIDEN_BY;
    }
  }

  return {
    async read({ compareMs, ...selection }, signal) {
      const fetch = sharedFetch(signal);
      return await forEachTag(selection, signal, async (tag) => {
        const [reading, earlier] = await Promise.all([
          present(fetch, tag),
          compareMs === undefined
            ? undefined
            : // What was before is a courtesy: without it the value is as good.
              newestAt(fetch, tag, clock().getTime() - compareMs).catch(() => undefined),
        ]);
        return earlier ? { reading, earlier } : { reading };
      });
    },
    async history(query, signal) {
      const fetch = sharedFetch(signal);
      return await forEachTag(query, signal, (tag) => seriesOutcome(fetch, tag, query));
    },
    async summary(query, signal) {
      const edgesMs = bucketEdges(query.range, query.bucket, query.timeZone);
      const window = { startMs: edgesMs[0] ?? 0, endMs: edgesMs.at(-1) ?? 0 };
      const fetch = sharedFetch(signal);
      return await forEachTag(query, signal, async (tag) => {
        const { history, info } = tag;
        if (!history) throw noHistory(info.name);
        const { readings, truncated } = await readWindow(fetch, tag, history, window);
        // Statistics of a part would be wrong numbers for the whole.
        if (truncated) throw tooManyValues(info.name, config.maxRows);
        const { statistics, weighting = 'time' } = query;
        return { buckets: summarise(readings, edgesMs, info, statistics, weighting) };
      });
    },
  };
}

async function outcomeOf<T extends object>(
  name: string,
  tag: Tag | undefined,
  ask: (tag: Tag) => Promise<T>,
): Promise<TagOutcome<T>> {
  if (!tag) return { ok: false, name, error: unknownTag(name) };
  const info: TagInfo = tag.info;
  try {
    return { ok: true, tag: info, ...(await ask(tag)) };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { ok: false, name: info.name, error };
  }
}

/** When every tag failed through no fault of its own, the source did not answer, and that is told once. */
function refuseTotalFailure(outcomes: readonly TagOutcome<object>[]): void {
  const errors = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.error]));
  const [first] = errors;
  if (!first || errors.length < outcomes.length) return;
  const isOfSource = ({ code, kind }: AppError): boolean =>
    kind !== 'invalid' && kind !== 'not_found' && code !== 'http_json.no_value';
  if (errors.every(isOfSource)) throw first;
}

function windowOf({ range }: HistoryQuery): Window {
  return { startMs: Date.parse(range.start), endMs: Date.parse(range.end) };
}

function valuesFor(
  { endpoint }: Series,
  tag: Tag,
  window: Window | undefined,
): Readonly<Record<string, ParameterValue>> {
  const own = Object.entries(tag.config.with ?? {}).filter(([name]) =>
    endpoint.variables.includes(name),
  );
  const range = window ? { start: new Date(window.startMs), end: new Date(window.endMs) } : {};
  const asked = Object.entries(range).filter(([name]) => endpoint.variables.includes(name));
  return Object.fromEntries([...own, ...asked]);
}

/** Whether an answer that was cut off lacks its older end. */
function isNewestFirst({ rows }: Fetched, { time }: Series): boolean {
  if (time === undefined || rows.length < 2) return false;
  const first = Date.parse(String(rows[0]?.[time] ?? ''));
  const last = Date.parse(String(rows.at(-1)?.[time] ?? ''));
  return first > last;
}
