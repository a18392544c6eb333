import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { answerTooLarge } from '../http-json.errors.ts';
import { isDroppedConnection, transportError } from './transport-error.ts';

/** One answer as it came. */
export type RawAnswer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  /** Still compressed, if it is. */
  readonly body: Buffer;
};

/** Says that the connection was dropped before the server sent anything: sending again is harmless for a read. */
export type DroppedBeforeAnswer = { readonly dropped: Error };

/**
 * Sends one request and collects its answer, no longer than the signal and no larger than `maxBytes`: what is announced
 * or sent beyond that is cut off at once.
 *
 * @throws AppError the transport's error; otherwise the signal's reason
 */
export function exchange(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  maxBytes: number,
  signal: AbortSignal,
): Promise<RawAnswer | DroppedBeforeAnswer> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined;
    let status = 0;
    let headers: IncomingHttpHeaders = {};
    let sizeBytes = 0;
    const chunks: Buffer[] = [];

    const fail = (error: Error): void => {
      signal.removeEventListener('abort', onAbort);
      reject(error);
      controller?.abort(error);
    };
    const onAbort = (): void => fail(signal.reason as Error);
    if (signal.aborted) {
      onAbort();
      return;
    }
    signal.addEventListener('abort', onAbort, { once: true });

    dispatcher.dispatch(request, {
      onRequestStart(started) {
        controller = started;
        if (signal.aborted) started.abort(signal.reason as Error);
      },
      onResponseStart(_controller, statusCode, answerHeaders) {
        status = statusCode;
        headers = answerHeaders;
        if (Number(headers['content-length']) > maxBytes) fail(answerTooLarge(maxBytes));
      },
      onResponseData(_controller, chunk) {
        sizeBytes += chunk.length;
        if (sizeBytes > maxBytes) fail(answerTooLarge(maxBytes));
        else chunks.push(chunk);
      },
      onResponseEnd() {
        signal.removeEventListener('abort', onAbort);
        resolve({ status, headers, body: Buffer.concat(chunks) });
      },
      onResponseError(_controller, error) {
        signal.removeEventListener('abort', onAbort);
        if (status === 0 && isDroppedConnection(error)) resolve({ dropped: error });
        else reject(transportError(error, status !== 0));
      },
    });
  });
}
