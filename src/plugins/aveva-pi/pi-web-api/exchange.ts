import type { IncomingHttpHeaders } from 'node:http';
import type { Dispatcher } from 'undici';
import { AppError } from '#sdk';
import type { Deadline } from './deadline.ts';
import { piTooMuch } from './pi.errors.ts';
import { isDroppedConnection, transportError } from './transport-error.ts';

/** One answer as it came. */
export type RawAnswer = {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
};

/** Says that the connection was dropped before the server sent anything: sending again is harmless for a read. */
export type DroppedBeforeAnswer = { readonly dropped: true; readonly error: AppError };

/**
 * Sends one request and collects its answer, no longer than the deadline and no larger than `maxBodyBytes`.
 *
 * It uses undici's `dispatch`, its lowest level: no body stream is made, and the promise ends at once on abort even while
 * undici is still connecting, which `request` does not promise.
 *
 * @throws AppError the transport's error, or the deadline's
 */
export function exchange(
  dispatcher: Dispatcher,
  request: Dispatcher.DispatchOptions,
  deadline: Deadline,
  maxBodyBytes: number,
): Promise<RawAnswer | DroppedBeforeAnswer> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined;
    let status = 0;
    let headers: IncomingHttpHeaders = {};
    let sizeBytes = 0;
    const chunks: Buffer[] = [];

    const fail = (error: AppError): void => {
      deadline.onEnd = undefined;
      reject(error);
      controller?.abort(error);
    };
    if (deadline.error) {
      fail(deadline.error);
      return;
    }
    deadline.onEnd = fail;

    dispatcher.dispatch(request, {
      onRequestStart(started) {
        controller = started;
        if (deadline.error) started.abort(deadline.error);
      },
      onResponseStart(_controller, statusCode, answerHeaders) {
        status = statusCode;
        headers = answerHeaders;
      },
      onResponseData(_controller, chunk) {
        sizeBytes += chunk.length;
        if (sizeBytes > maxBodyBytes) {
          fail(piTooMuch('The PI server’s answer is larger than this source takes.'));
        } else {
          chunks.push(chunk);
        }
      },
      onResponseEnd() {
        deadline.onEnd = undefined;
        resolve({ status, headers, text: textOf(chunks) });
      },
      onResponseError(_controller, error) {
        deadline.onEnd = undefined;
        if (status === 0 && isDroppedConnection(error)) {
          resolve({ dropped: true, error: transportError(error, false) });
        } else {
          reject(transportError(error, status !== 0));
        }
      },
    });
  });
}

function textOf(chunks: readonly Buffer[]): string {
  const [only] = chunks;
  if (!only) return '';
  return (chunks.length === 1 ? only : Buffer.concat(chunks)).toString('utf8');
}
