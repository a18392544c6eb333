import { timedOut } from './opc-ua.errors.ts';

/**
 * Waits for something no longer than the signal lets it. What is given up goes on by itself; that it fails later is
 * nobody's business.
 *
 * @throws AppError `opcua.timeout` once the signal is aborted
 */
export async function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  promise.catch(() => undefined);
  if (signal.aborted) throw timedOut();
  let onAbort: (() => void) | undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(timedOut());
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    if (onAbort) signal.removeEventListener('abort', onAbort);
  }
}
