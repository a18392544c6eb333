import { frameworkError } from './errors.ts';

/** At most `maxRequests` per client address in each window of `durationMs`. */
export type RateLimit = { readonly maxRequests: number; readonly durationMs: number };

/**
 * Counts requests per client in fixed windows (RateLimitMaxRequests 1000 per RateLimitDuration 1 s).
 * The returned function throws 429 with `Retry-After` in whole seconds once a client has had its share.
 */
export function createRateLimiter(limit: RateLimit, nowMs: () => number) {
  const windows = new Map<string, { endsAt: number; count: number }>();
  return function countRequest(client: string): void {
    const now = nowMs();
    let window = windows.get(client);
    if (!window || window.endsAt <= now) {
      if (windows.size > 10_000) windows.clear();
      window = { endsAt: now + limit.durationMs, count: 0 };
      windows.set(client, window);
    }
    window.count += 1;
    if (window.count <= limit.maxRequests) return;
    const waitSeconds = Math.max(1, Math.ceil((window.endsAt - now) / 1000));
    throw frameworkError(429, 'Too many requests. The rate limit of this server was exceeded.', {
      'retry-after': String(waitSeconds),
    });
  };
}
