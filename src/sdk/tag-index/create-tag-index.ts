import { setTimeout as sleep } from 'node:timers/promises';
import type { TagIndexStatus } from '../data-source.ts';
import type { TagInfo } from '../reading.ts';
import type { Clock, Logger } from '../tools.ts';
import { findInSegments, searchSegments } from './search-segments.ts';
import { MAX_SEGMENT_TAGS, createSegment } from './segment.ts';
import type { Segment } from './segment.ts';

/** Names, descriptions and units of every tag of a source, in memory, kept fresh in the background. */
export interface TagIndex {
  search(words: string, limit: number): readonly TagInfo[];
  find(name: string): TagInfo | undefined;
  status(): TagIndexStatus;
  close(): Promise<void>;
}

export type TagIndexOptions = {
  readonly loadPages: (signal: AbortSignal) => AsyncIterable<readonly TagInfo[]>;
  /** From the end of one load to the beginning of the next; null keeps the index empty. */
  readonly refreshMs: number | null;
  /** How long to wait after a load that failed; never longer than `refreshMs`. Default 60,000 ms. */
  readonly retryMs?: (error: unknown) => number;
  readonly log: Logger;
  readonly clock: Clock;
};

const RETRY_MS = 60_000;

/** Begins to load at once, in the background. While the first load runs, what has come can be searched already. */
export function createTagIndex(options: TagIndexOptions): TagIndex {
  const closing = new AbortController();
  let segments: readonly Segment[] = [];
  let isComplete = false;
  let refreshedAt: string | null = null;
  const done = options.refreshMs === null ? Promise.resolve() : keepFresh(options.refreshMs);

  async function keepFresh(refreshMs: number): Promise<void> {
    while (!closing.signal.aborted) {
      const pauseMs = Math.min(refreshMs, (await load()) ?? refreshMs);
      await sleep(pauseMs, undefined, { signal: closing.signal, ref: false }).catch(
        () => undefined,
      );
    }
  }

  /** Undefined once loaded; after a failure, how long to wait before the next try. */
  async function load(): Promise<number | undefined> {
    try {
      const loaded: Segment[] = [];
      let waiting: TagInfo[] = [];
      const build = async (): Promise<void> => {
        loaded.push(createSegment(waiting));
        waiting = [];
        if (!isComplete) segments = [...loaded];
        // Building takes some milliseconds; questions that came meanwhile go first.
        await new Promise((resolve) => setImmediate(resolve));
      };
      for await (const page of options.loadPages(closing.signal)) {
        for (const tag of page) {
          waiting.push(tag);
          if (waiting.length === MAX_SEGMENT_TAGS) await build();
        }
      }
      if (waiting.length > 0) await build();
      segments = loaded;
      isComplete = true;
      refreshedAt = options.clock().toISOString();
      options.log.info({ tags: count() }, 'Tag index loaded');
      return undefined;
    } catch (error) {
      if (!closing.signal.aborted) {
        options.log.warn({ error }, 'Tag index could not be loaded; it will be tried again');
      }
      return options.retryMs?.(error) ?? RETRY_MS;
    }
  }

  function count(): number {
    return segments.reduce((sum, { tags }) => sum + tags.count, 0);
  }

  return {
    search: (words, limit) => searchSegments(segments, words, limit),
    find: (name) => findInSegments(segments, name.trim()),
    status: () => ({ tags: count(), complete: isComplete, refreshedAt }),
    async close() {
      closing.abort();
      await done;
    },
  };
}
