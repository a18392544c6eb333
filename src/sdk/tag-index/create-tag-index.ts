import { setTimeout as sleep } from 'node:timers/promises';
import type { TagIndexStatus } from '../data-source.ts';
import type { TagInfo } from '../reading.ts';
import type { Clock, Logger } from '../tools.ts';
import type { ScoredTag, TagTerms } from '../tag-terms.ts';
import { fold } from './words.ts';
import { withAreas } from './with-areas.ts';
import { findInSegments, searchSegments } from './search-segments.ts';
import { searchTermsIn } from './search-terms.ts';
import { MAX_SEGMENT_TAGS, createSegment } from './segment.ts';
import type { Segment } from './segment.ts';

/** Names, descriptions and units of every tag of a source, in memory, kept fresh in the background. */
export interface TagIndex {
  search(words: string, limit: number): readonly TagInfo[];
  searchTerms(terms: TagTerms, limit: number): readonly ScoredTag[];
  find(name: string): TagInfo | undefined;
  status(): TagIndexStatus;
  close(): Promise<void>;
}

/** Where a tag stands in the plant. */
export interface TagArea {
  readonly name: string;
  readonly area: string;
}

export type TagIndexOptions = {
  readonly loadPages: (signal: AbortSignal) => AsyncIterable<readonly TagInfo[]>;
  /**
   * Areas by folded name of their tags, read in the background once all tags are there. A failure leaves out those that
   * did not come.
   */
  readonly loadAreas?: (signal: AbortSignal) => AsyncIterable<readonly TagArea[]>;
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
      // Areas come after the tags the first time, so that nobody waits for them, and before them when refreshed.
      if (isComplete) segments = await withAreas(loaded, await readAreas());
      else {
        segments = loaded;
        isComplete = true;
        refreshedAt = options.clock().toISOString();
        segments = await withAreas(loaded, await readAreas());
      }
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

  /** By folded name of their tags; those that came before a failure. */
  async function readAreas(): Promise<ReadonlyMap<string, string>> {
    const areas = new Map<string, string>();
    try {
      for await (const page of options.loadAreas?.(closing.signal) ?? []) {
        for (const { name, area } of page) areas.set(fold(name), area);
      }
    } catch (error) {
      if (!closing.signal.aborted) {
        options.log.info({ error }, 'Where tags stand in the plant could not be read');
      }
    }
    return areas;
  }

  function count(): number {
    return segments.reduce((sum, { tags }) => sum + tags.count, 0);
  }

  return {
    search: (words, limit) => searchSegments(segments, words, limit),
    searchTerms: (terms, limit) => searchTermsIn(segments, terms, limit),
    find: (name) => findInSegments(segments, name.trim()),
    status: () => ({ tags: count(), complete: isComplete, refreshedAt }),
    async close() {
      closing.abort();
      await done;
    },
  };
}
