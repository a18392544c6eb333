/**
 * Runs `work` with a signal that is aborted after `limitMs`, or as soon as `outer` is.
 *
 * The timer ends with the work: `AbortSignal.timeout` would keep each of a thousand questions a second in memory for
 * its full limit, however quickly it was answered.
 */
export async function withTimeLimit<T>(
  limitMs: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  const timer = setTimeout(abort, limitMs);
  outer?.addEventListener('abort', abort, { once: true });
  if (outer?.aborted) abort();
  try {
    return await work(controller.signal);
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', abort);
  }
}
