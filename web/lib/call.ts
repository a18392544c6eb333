import { ApiError } from './api-error.ts';
import { sessionLost } from './session-lost.ts';

export const API = '/api/v1';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

export type CallOptions = {
  readonly body?: unknown;
  /** Sent as it is in place of a body, under its own type. */
  readonly file?: Blob | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Lets the request outlive the page, for what must still be done on leaving. */
  readonly keepalive?: boolean;
  /** Whether there is a session is what this asks: a 401 is an answer and sends nobody to the log-in page. */
  readonly isSessionAsked?: boolean;
};

/** These 401s answer a password or a code that was just typed; the session, if there is one, goes on. */
const ABOUT_WHAT_WAS_TYPED = new Set([
  'auth.credentials_wrong',
  'auth.code_required',
  'auth.code_wrong',
]);

/**
 * Asks the API; `path` is what follows `/api/v1`. Throws an `ApiError`, also when the server cannot be reached
 * (`page.offline`); an abort is thrown as it is.
 */
export async function call<T = void>(
  method: Method,
  path: string,
  { body, file, signal, keepalive = false, isSessionAsked = false }: CallOptions = {},
): Promise<T> {
  const response = await reach(`${API}${path}`, {
    method,
    keepalive,
    signal: signal ?? null,
    headers: typeOf({ body, file }),
    body: file ?? (body === undefined ? null : JSON.stringify(body)),
  });
  const answer = response.status === 204 ? undefined : await readJson(response);
  if (response.ok) return answer as T;
  const error = toApiError(response.status, answer);
  if (error.status === 401 && !isSessionAsked && !ABOUT_WHAT_WAS_TYPED.has(error.code)) {
    sessionLost({ code: error.code });
  }
  throw error;
}

function typeOf({ body, file }: Pick<CallOptions, 'body' | 'file'>): Record<string, string> {
  if (file) return { 'content-type': file.type };
  return body === undefined ? {} : { 'content-type': 'application/json' };
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init);
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    throw new ApiError({ code: 'page.offline', message: 'page.offline', status: 0, cause });
  }
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch (cause) {
    if (response.ok) {
      const { status } = response;
      throw new ApiError({ code: 'page.unreadable', message: 'page.unreadable', status, cause });
    }
    return undefined;
  }
}

function toApiError(status: number, answer: unknown): ApiError {
  const error = (answer as { error?: Record<string, unknown> } | undefined)?.error;
  if (typeof error?.['code'] !== 'string' || typeof error['message'] !== 'string') {
    return new ApiError({ code: 'page.unreadable', message: 'page.unreadable', status });
  }
  return new ApiError({
    code: error['code'],
    message: error['message'],
    status,
    details: error['details'] as Record<string, unknown> | undefined,
    requestId: typeof error['requestId'] === 'string' ? error['requestId'] : null,
  });
}
