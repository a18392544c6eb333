import { sqlTimeout } from './sql.errors.ts';

/**
 * Gives `work` a signal that ends with the caller's, or after `timeoutMs`.
 *
 * @throws AppError `sql.timeout`, and what `work` throws
 */
export async function withinTime<T>(
  signal: AbortSignal,
  timeoutMs: number,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (signal.aborted) throw sqlTimeout();
  const limit = new AbortController();
  const end = (): void => limit.abort();
  const timer = setTimeout(end, timeoutMs);
  signal.addEventListener('abort', end, { once: true });
  try {
    return await work(limit.signal);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', end);
  }
}

/**
 * The promise's result, unless the signal ends first: then `stop` is called and it rejects.
 *
 * @throws AppError `sql.timeout`
 */
export async function unlessAborted<T>(
  promise: Promise<T>,
  signal: AbortSignal,
  stop: () => void,
): Promise<T> {
  const { promise: ended, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => {
    stop();
    reject(sqlTimeout());
  };
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([promise, ended]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
