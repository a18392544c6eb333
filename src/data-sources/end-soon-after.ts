import { noAnswer } from './data-sources.errors.ts';

/** What a call has after its signal to end by itself, with a better reason than ours. */
const ABORT_GRACE_MS = 250;

/** The call's own end, or soon after its signal's: a plugin that ignores it must not hold up an answer. */
export async function endSoonAfter<T>(
  signal: AbortSignal,
  call: Promise<T>,
  name: string,
): Promise<T> {
  return await new Promise<T>((resolve, reject) => {
    let late: NodeJS.Timeout | undefined;
    const onAbort = (): void => {
      late = setTimeout(() => reject(noAnswer(name)), ABORT_GRACE_MS);
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    const end = (): void => {
      clearTimeout(late);
      signal.removeEventListener('abort', onAbort);
    };
    call.then(resolve, reject).finally(end);
  });
}
