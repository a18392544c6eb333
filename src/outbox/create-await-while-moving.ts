import { settled } from './settled.ts';

/**
 * Awaits pieces of work that may wait for one another: how long a piece waits says nothing of it as long as others end.
 * When none has ended for `limitMs`, or `outer` is aborted, the signals of those that are awaited are.
 *
 * @throws whatever a signal was aborted with, and what the work throws
 */
export function createAwaitWhileMoving(
  limitMs: number,
  outer: AbortSignal,
): <T>(work: (signal: AbortSignal) => Promise<T>) => Promise<T> {
  let endedAtMs = -Infinity;

  return async (work) => {
    const controller = new AbortController();
    const abort = (): void => controller.abort();
    const begunAtMs = performance.now();
    let timer: NodeJS.Timeout | undefined;
    function look(): void {
      const leftMs = Math.max(begunAtMs, endedAtMs) + limitMs - performance.now();
      if (leftMs > 0) timer = setTimeout(look, Math.ceil(leftMs));
      else abort();
    }
    look();
    outer.addEventListener('abort', abort, { once: true });
    if (outer.aborted) abort();
    try {
      return await settled(work(controller.signal), controller.signal);
    } finally {
      if (!controller.signal.aborted) endedAtMs = performance.now();
      clearTimeout(timer);
      outer.removeEventListener('abort', abort);
    }
  };
}
