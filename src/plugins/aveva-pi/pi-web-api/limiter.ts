import type { Deadline } from './deadline.ts';
import { piRateLimited } from './pi.errors.ts';

type Waiter = { readonly deadline: Deadline; readonly start: () => void };

/** Lets requests to one server start: so many at a time, so many a second, none while the server asked for a pause. */
export interface Limiter {
  /** Undefined when the request may start at once; otherwise resolves when it may. Every start needs a `leave`. */
  enter(deadline: Deadline): Promise<void> | undefined;
  leave(): void;
  /** What the server's Retry-After asks: nothing starts for this long. */
  pause(waitMs: number): void;
}

export function createLimiter(limits: {
  readonly maxConcurrency: number;
  readonly maxRequestsPerSecond?: number | undefined;
}): Limiter {
  const { maxConcurrency, maxRequestsPerSecond: rate } = limits;
  const waiting: Waiter[] = [];
  let active = 0;
  let tokens = rate ?? 0;
  let refilledAt = performance.now();
  let pausedUntil = 0;
  let timer: NodeJS.Timeout | undefined;

  /** Milliseconds until the next start is allowed by rate and pause; 0 is now. */
  function waitMs(now: number): number {
    const pauseMs = Math.max(0, pausedUntil - now);
    if (rate === undefined) return pauseMs;
    tokens = Math.min(rate, tokens + ((now - refilledAt) * rate) / 1000);
    refilledAt = now;
    return tokens >= 1 ? pauseMs : Math.max(pauseMs, ((1 - tokens) * 1000) / rate);
  }

  function takeSlot(): void {
    active += 1;
    tokens -= 1;
  }

  function startWaiting(): void {
    timer = undefined;
    while (waiting.length > 0 && active < maxConcurrency) {
      const delayMs = waitMs(performance.now());
      if (delayMs > 0) {
        timer ??= setTimeout(startWaiting, Math.ceil(delayMs));
        return;
      }
      takeSlot();
      waiting.shift()?.start();
    }
  }

  return {
    enter(deadline) {
      const now = performance.now();
      const mayStart = waiting.length === 0 && active < maxConcurrency;
      if (mayStart && pausedUntil <= now && (rate === undefined || waitMs(now) === 0)) {
        takeSlot();
        return undefined;
      }
      // Waiting for a pause that outlasts the question would only hide the reason.
      if (pausedUntil > deadline.endsAt) return Promise.reject(piRateLimited(pausedUntil - now));
      return new Promise<void>((resolve, reject) => {
        const waiter: Waiter = {
          deadline,
          start: () => {
            deadline.onEnd = undefined;
            resolve();
          },
        };
        deadline.onEnd = (error) => {
          const place = waiting.indexOf(waiter);
          if (place >= 0) waiting.splice(place, 1);
          reject(error);
        };
        waiting.push(waiter);
        if (timer === undefined) startWaiting();
      });
    },
    leave() {
      active -= 1;
      if (waiting.length > 0 && timer === undefined) startWaiting();
    },
    pause(forMs) {
      pausedUntil = Math.max(pausedUntil, performance.now() + forMs);
    },
  };
}
