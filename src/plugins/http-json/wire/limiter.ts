import { apiRateLimited } from '../http-json.errors.ts';

/** Lets requests start: so many at a time, so many a second, none while the server asked for a pause. */
export interface Limiter {
  /** Resolves when the request may start; each needs a `leave`. Rejects with the signal's reason. */
  enter(signal: AbortSignal, endsAtMs: number): Promise<void>;
  leave(): void;
  /** What the server's Retry-After asks: nothing starts for this long. */
  pause(waitMs: number): void;
}

/** Instants are of `performance.now()`. */
export function createLimiter(limits: {
  readonly maxConcurrency: number;
  readonly maxRequestsPerSecond: number;
}): Limiter {
  const { maxConcurrency, maxRequestsPerSecond: rate } = limits;
  const burst = Math.max(1, rate);
  const waiting: (() => void)[] = [];
  let active = 0;
  let tokens = burst;
  let refilledAtMs = performance.now();
  let pausedUntilMs = 0;
  let timer: NodeJS.Timeout | undefined;

  function delayMs(): number {
    const nowMs = performance.now();
    tokens = Math.min(burst, tokens + ((nowMs - refilledAtMs) * rate) / 1000);
    refilledAtMs = nowMs;
    const pauseMs = Math.max(0, pausedUntilMs - nowMs);
    return tokens >= 1 ? pauseMs : Math.max(pauseMs, ((1 - tokens) * 1000) / rate);
  }

  function startWaiting(): void {
    clearTimeout(timer);
    timer = undefined;
    while (waiting.length > 0 && active < maxConcurrency) {
      const waitMs = delayMs();
      if (waitMs > 0) {
        timer = setTimeout(startWaiting, Math.ceil(waitMs));
        return;
      }
      active += 1;
      tokens -= 1;
      waiting.shift()?.();
    }
  }

  return {
    async enter(signal, endsAtMs) {
      signal.throwIfAborted();
      // Waiting for a pause that outlasts the question would only hide the reason.
      if (pausedUntilMs > endsAtMs) throw apiRateLimited(pausedUntilMs - performance.now());
      await new Promise<void>((resolve, reject) => {
        const start = (): void => {
          signal.removeEventListener('abort', give);
          resolve();
        };
        const give = (): void => {
          waiting.splice(waiting.indexOf(start), 1);
          reject(signal.reason as Error);
        };
        signal.addEventListener('abort', give, { once: true });
        waiting.push(start);
        startWaiting();
      });
    },
    leave() {
      active -= 1;
      startWaiting();
    },
    pause(waitMs) {
      pausedUntilMs = Math.max(pausedUntilMs, performance.now() + waitMs);
    },
  };
}
