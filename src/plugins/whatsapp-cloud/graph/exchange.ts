import type { Dispatcher } from 'undici';

/** How a request ended. `cut`: no whole answer came; `wasSent` says whether the server may have acted on it. */
export type Exchange =
  | { readonly kind: 'answered'; readonly status: number; readonly text: string }
  | { readonly kind: 'cut'; readonly wasSent: boolean; readonly cause: unknown };

/** Far more than the Graph API ever answers with. */
const MAX_ANSWER_BYTES = 4_000_000;

/**
 * Sends one request. It uses undici's lowest level, which alone tells when the request began to leave: what breaks
 * before that certainly did not arrive, and whatever breaks later may have.
 */
export function exchange(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  signal: AbortSignal,
): Promise<Exchange> {
  return new Promise((resolve) => {
    let controller: Dispatcher.DispatchController | undefined;
    let wasSent = false;
    let status = 0;
    let sizeBytes = 0;
    const chunks: Buffer[] = [];

    const end = (result: Exchange): void => {
      signal.removeEventListener('abort', giveUp);
      resolve(result);
    };
    const cut = (cause: unknown): void => end({ kind: 'cut', wasSent, cause });
    function giveUp(): void {
      cut(signal.reason);
      controller?.abort(new Error('The request was given up.'));
    }

    if (signal.aborted) return cut(signal.reason);
    signal.addEventListener('abort', giveUp);
    dispatcher.dispatch(request, {
      onRequestStart(started) {
        controller = started;
        if (signal.aborted) started.abort(new Error('The request was given up.'));
        else wasSent = true;
      },
      onResponseStart(_controller, statusCode) {
        status = statusCode;
      },
      onResponseData(receiving, chunk) {
        sizeBytes += chunk.length;
        if (sizeBytes > MAX_ANSWER_BYTES) receiving.abort(new Error('The answer is too large.'));
        else chunks.push(chunk);
      },
      onResponseEnd() {
        end({ kind: 'answered', status, text: Buffer.concat(chunks).toString('utf8') });
      },
      onResponseError(_controller, error) {
        cut(error);
      },
    });
  });
}
