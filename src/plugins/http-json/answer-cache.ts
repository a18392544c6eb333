import { LRUCache } from 'lru-cache';
import type { Clock, ParameterValue } from '#sdk';
import type { Endpoint, Fetched } from './open-endpoint.ts';
import { withinSignal } from './wire/within-signal.ts';

/** All that a source remembers, so that one with large answers does not fill the memory. */
const MOST_BYTES = 32 * 1024 * 1024;
const ASK_WITHIN_MS = 60_000;

/** Asks endpoints, from memory where they allow it. */
export interface AnswerCache {
  fetch(
    endpoint: Endpoint,
    values: Readonly<Record<string, ParameterValue>>,
    maxRows: number,
    signal: AbortSignal,
  ): Promise<Fetched>;
}

/**
 * Keeps the answers of endpoints that have `cacheSeconds`. Those who ask the same while it is being asked share the
 * answer, each waiting no longer than its own signal; a failed one is not kept.
 */
export function createAnswerCache(clock: Clock): AnswerCache {
  const kept = new LRUCache<string, Fetched>({
    maxSize: MOST_BYTES,
    sizeCalculation: ({ sizeBytes }) => sizeBytes + 1_000,
  });
  const asking = new Map<string, Promise<Fetched>>();

  function ask(key: string, fetch: () => Promise<Fetched>): Promise<Fetched> {
    const running = asking.get(key);
    if (running) return running;
    const started = fetch()
      .then((fetched) => {
        kept.set(key, fetched);
        return fetched;
      })
      .finally(() => asking.delete(key));
    asking.set(key, started);
    return started;
  }

  return {
    async fetch(endpoint, values, maxRows, signal) {
      const { name, cacheSeconds } = endpoint.config;
      if (cacheSeconds === 0) return await endpoint.fetch(values, maxRows, signal);
      const key = JSON.stringify([name, maxRows, Object.entries(values).toSorted(byName)]);
      const known = kept.get(key);
      if (known && clock().getTime() - known.fetchedAtMs < cacheSeconds * 1000) return known;
      // Asked for everybody, not for who came first, so that one's giving up ends nobody else's.
      const unhurried = AbortSignal.timeout(ASK_WITHIN_MS);
      return await withinSignal(
        ask(key, () => endpoint.fetch(values, maxRows, unhurried)),
        signal,
      );
    },
  };
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : Number(a > b);
}
