import { isIPv6 } from 'node:net';
import { LRUCache } from 'lru-cache';
import type { Clock } from '#sdk';

const MAX_ADDRESSES = 10_000;

/**
 * Counts tries per address: `perMinute` may come at once, then one more each `60 / perMinute` seconds.
 *
 * @returns a function that takes one try: 0 when it may pass, else the seconds until the next one may
 */
export function createRateLimit(perMinute: number, clock: Clock): (address: string) => number {
  const intervalMs = 60_000 / perMinute;
  // When each address will have all its tries back: one number a bucket, and no sum of fractions that drifts.
  const fullAgainAtMs = new LRUCache<string, number>({ max: MAX_ADDRESSES });

  return (address) => {
    const key = networkOf(address);
    const nowMs = clock().getTime();
    // Never more than a minute ahead, so a clock that is set back locks nobody out.
    const fullAtMs = Math.min(Math.max(fullAgainAtMs.get(key) ?? 0, nowMs), nowMs + 60_000);
    const waitMs = fullAtMs + intervalMs - (nowMs + 60_000);
    fullAgainAtMs.set(key, waitMs > 0 ? fullAtMs : fullAtMs + intervalMs);
    return waitMs > 0 ? Math.ceil(waitMs / 1000) : 0;
  };
}

/** One person has a whole /64 of IPv6 addresses to try from, so they count as one. */
function networkOf(address: string): string {
  if (!isIPv6(address) || address.startsWith('::ffff:')) return address;
  const [head = '', tail = ''] = address.split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const zeros = address.includes('::') ? 8 - left.length - right.length : 0;
  return [...left, ...Array<string>(zeros).fill('0'), ...right].slice(0, 4).join(':');
}
