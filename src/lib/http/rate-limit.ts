import { LRUCache } from 'lru-cache';
import type { Clock } from '#sdk';
import { networkOf } from './network-of.ts';

const MAX_KEYS = 10_000;
const MINUTE_MS = 60_000;

/** Takes one try of an address or of a user: 0 when it may pass, else the seconds until the next one may. */
export type RateLimit = ((key: string) => number) & {
  /** Gives a try back that turned out not to count. */
  readonly giveBack: (key: string) => void;
};

/** Counts tries per key: `perMinute` may come at once, then one more each `60 / perMinute` seconds. */
export function createRateLimit(perMinute: number, clock: Clock): RateLimit {
  const intervalMs = MINUTE_MS / perMinute;
  // When each key will have all its tries back: one number a bucket, and no sum of fractions that drifts.
  const fullAgainAtMs = new LRUCache<string, number>({ max: MAX_KEYS });

  function take(key: string): number {
    const network = networkOf(key);
    const nowMs = clock().getTime();
    // Never more than a minute ahead, so a clock that is set back locks nobody out.
    const fullAtMs = Math.min(Math.max(fullAgainAtMs.get(network) ?? 0, nowMs), nowMs + MINUTE_MS);
    const waitMs = fullAtMs + intervalMs - (nowMs + MINUTE_MS);
    fullAgainAtMs.set(network, waitMs > 0 ? fullAtMs : fullAtMs + intervalMs);
    return waitMs > 0 ? Math.ceil(waitMs / 1000) : 0;
  }

  function giveBack(key: string): void {
    const network = networkOf(key);
    const fullAtMs = fullAgainAtMs.get(network);
    if (fullAtMs !== undefined) fullAgainAtMs.set(network, fullAtMs - intervalMs);
  }

  return Object.assign(take, { giveBack });
}
