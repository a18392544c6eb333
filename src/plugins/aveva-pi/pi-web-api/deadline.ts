import type { AppError } from '#sdk';
import { piTimeout } from './pi.errors.ts';

/**
 * The end of one request, waiting and retries included: its time limit or its caller's abort, whichever comes first.
 * One timer and one listener a request, which is what keeps it cheap at thousands of requests a second.
 */
export type Deadline = {
  readonly endsAt: number;
  /** Set once it is over. */
  error: AppError | undefined;
  /** Called when it is over. One place at a time waits for it, so there is one slot. */
  onEnd: ((error: AppError) => void) | undefined;
};

/** `endsAt` is on the clock of `performance.now()`. Call `clearDeadline` when the request is done. */
export function startDeadline(
  timeoutMs: number,
  signal: AbortSignal | undefined,
): { readonly deadline: Deadline; readonly clear: () => void } {
  const deadline: Deadline = {
    endsAt: performance.now() + timeoutMs,
    error: undefined,
    onEnd: undefined,
  };
  const end = (error: AppError): void => {
    if (deadline.error) return;
    deadline.error = error;
    deadline.onEnd?.(error);
  };
  if (signal?.aborted) {
    deadline.error = piTimeout();
    return { deadline, clear: () => undefined };
  }
  const timer = setTimeout(() => end(piTimeout(timeoutMs)), timeoutMs);
  const onAbort = (): void => end(piTimeout());
  signal?.addEventListener('abort', onAbort, { once: true });
  const clear = (): void => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  };
  return { deadline, clear };
}

/** Waits, or rejects with the deadline's error as soon as it is over. */
export async function sleepWithin(waitMs: number, deadline: Deadline): Promise<void> {
  if (deadline.error) throw deadline.error;
  await new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => {
      deadline.onEnd = undefined;
      resolve();
    }, waitMs);
    deadline.onEnd = (error) => {
      clearTimeout(timer);
      reject(error);
    };
  });
}

/** The promise's result, or the deadline's error if that comes first. */
export async function endWithin<T>(promise: Promise<T>, deadline: Deadline): Promise<T> {
  if (deadline.error) throw deadline.error;
  return await new Promise<T>((resolve, reject) => {
    deadline.onEnd = reject;
    promise.then(resolve, reject).finally(() => {
      if (deadline.onEnd === reject) deadline.onEnd = undefined;
    });
  });
}
