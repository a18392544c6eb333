import { piTimeout } from './pi-web-api/index.ts';

/**
 * Something looked up once and kept for a while. Those who ask while it is being looked up share the look-up, each
 * waiting no longer than its own signal; a failed one is not kept.
 */
export function createOnce<T>(
  keepMs: number,
  load: () => Promise<T>,
): (signal: AbortSignal) => Promise<T> {
  let known: { readonly promise: Promise<T>; readonly expiresAt: number } | undefined;
  return async (signal) => {
    if (!known || known.expiresAt <= performance.now()) {
      const promise = load();
      known = { promise, expiresAt: performance.now() + keepMs };
      promise.catch(() => {
        known = undefined;
      });
    }
    return await abortable(known.promise, signal);
  };
}

/** @throws AppError `pi.timeout` once the signal is aborted */
async function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) throw piTimeout();
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(piTimeout());
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    if (onAbort) signal.removeEventListener('abort', onAbort);
  }
}
