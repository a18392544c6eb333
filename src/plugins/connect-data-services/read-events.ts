import type { HistoryQuery, Reading } from '#sdk';
import type { SdsClient } from './sds-client.ts';
import { sdsBadAnswer, sdsNotFound, sdsTooMuch } from './sds.errors.ts';
import { AppError } from '#sdk';
import { toReading } from './to-reading.ts';
import type { SdsEvent } from './to-reading.ts';
import type { SdsTag } from './to-tags.ts';

const PAGE_SIZE = 5_000;
const INTERPOLATED_VALUES = 100;
/** SdsBoundaryType. */
const OUTSIDE = 2;

export type Series = { readonly readings: readonly Reading[]; readonly truncated: boolean };

/** Reads events of streams. "Range", "window" and "interpolated" are the vendor's names of its ways to read. */
export interface EventReader {
  /** The newest at or before an instant. */
  newestAt(tag: SdsTag, atMs: number, signal: AbortSignal): Promise<Reading | undefined>;
  history(tag: SdsTag, query: HistoryQuery, nowMs: number, signal: AbortSignal): Promise<Series>;
  /** All values of a range, and one on either side where there is one. @throws AppError `sds.too_much` */
  around(
    tag: SdsTag,
    startMs: number,
    endMs: number,
    signal: AbortSignal,
  ): Promise<readonly Reading[]>;
}

export function createEventReader(client: SdsClient, maxValues: number): EventReader {
  async function get(
    tag: SdsTag,
    rest: readonly string[],
    query: Readonly<Record<string, string | number>>,
    signal: AbortSignal,
  ): Promise<unknown> {
    try {
      return await client.get(['Streams', tag.streamId, 'Data', ...rest], query, signal);
    } catch (error) {
      const isGone = error instanceof AppError && error.code === 'sds.not_found';
      throw isGone ? sdsNotFound(tag.info.name, error) : error;
    }
  }

  /** Range, backwards: the last so many at or before an instant, given oldest first. */
  async function lastBefore(
    tag: SdsTag,
    atMs: number,
    count: number,
    signal: AbortSignal,
  ): Promise<readonly Reading[]> {
    const startIndex = new Date(atMs).toISOString();
    const query = { startIndex, count, reversed: 'true' };
    const events = eventsOf(await get(tag, [], query, signal));
    return inOrder(events.map((event) => toReading(event, tag)));
  }

  /** Window, page by page; undefined when there are more than are taken. */
  async function window(
    tag: SdsTag,
    startMs: number,
    endMs: number,
    boundaryType: number | undefined,
    signal: AbortSignal,
  ): Promise<readonly Reading[] | undefined> {
    const range = {
      startIndex: new Date(startMs).toISOString(),
      endIndex: new Date(endMs).toISOString(),
      ...(boundaryType === undefined
        ? {}
        : { startBoundaryType: boundaryType, endBoundaryType: boundaryType }),
      count: PAGE_SIZE,
    };
    const readings: Reading[] = [];
    let continuationToken = '';
    for (;;) {
      const answer = await get(tag, [], { ...range, continuationToken }, signal);
      const page = pageOf(answer);
      for (const event of page.events) readings.push(toReading(event, tag));
      if (readings.length > maxValues) return undefined;
      if (page.next === undefined || page.next === continuationToken) return inOrder(readings);
      continuationToken = page.next;
    }
  }

  return {
    async newestAt(tag, atMs, signal) {
      return (await lastBefore(tag, atMs, 1, signal)).at(-1);
    },
    async history(tag, { range, mode, intervalMs, last }, nowMs, signal) {
      const startMs = Date.parse(range.start);
      const endMs = Date.parse(range.end);
      if (mode === 'recorded' && last !== undefined) {
        const count = Math.min(last, maxValues);
        return { readings: await lastBefore(tag, endMs, count, signal), truncated: false };
      }
      if (mode === 'interpolated') {
        // Beyond the present there is nothing between two values.
        const untilMs = Math.min(endMs, nowMs);
        if (untilMs <= startMs) return { readings: [], truncated: false };
        const step = intervalMs ?? (untilMs - startMs) / INTERPOLATED_VALUES;
        const count = Math.floor((untilMs - startMs) / step) + 1;
        if (count > maxValues) throw sdsTooMuch('That is a very large number of values.');
        const startIndex = new Date(startMs).toISOString();
        const endIndex = new Date(startMs + (count - 1) * step).toISOString();
        if (count === 1) return { readings: [], truncated: false };
        const query = { startIndex, endIndex, count };
        const events = eventsOf(await get(tag, ['Interpolated'], query, signal));
        return { readings: inOrder(events.map((one) => toReading(one, tag))), truncated: false };
      }
      const readings = await window(tag, startMs, endMs, undefined, signal);
      if (readings) return { readings, truncated: false };
      const newest = await lastBefore(tag, endMs, maxValues, signal);
      return {
        readings: newest.filter(({ timestamp }) => Date.parse(timestamp) >= startMs),
        truncated: true,
      };
    },
    async around(tag, startMs, endMs, signal) {
      const readings = await window(tag, startMs, endMs, OUTSIDE, signal);
      if (!readings) throw sdsTooMuch(`${tag.info.name} has more values there than are taken.`);
      return readings;
    },
  };
}

function eventsOf(content: unknown): readonly SdsEvent[] {
  if (content === null) return [];
  if (Array.isArray(content)) return content.filter(Boolean) as SdsEvent[];
  throw sdsBadAnswer('it is no list of events');
}

/** `{"Results":[…],"ContinuationToken":"…"}`; the token is null on the last page. */
function pageOf(content: unknown): {
  readonly events: readonly SdsEvent[];
  readonly next?: string;
} {
  if (typeof content !== 'object' || content === null || !('Results' in content)) {
    throw sdsBadAnswer('it is no page of events');
  }
  const next = 'ContinuationToken' in content ? content.ContinuationToken : null;
  const events = eventsOf(content.Results);
  return typeof next === 'string' && next !== '' ? { events, next } : { events };
}

function inOrder(readings: readonly Reading[]): readonly Reading[] {
  return readings.toSorted((a, b) => Date.parse(a.timestamp) - Date.parse(b.timestamp));
}
