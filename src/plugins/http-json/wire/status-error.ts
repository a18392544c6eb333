import type { AppError } from '#sdk';
import {
  apiBadAnswer,
  apiForbidden,
  apiNotFound,
  apiRefused,
  apiServerError,
  apiUnauthorized,
} from '../http-json.errors.ts';

/** The error behind a status that is not a success. The answer's text is kept as the cause only: it may name servers. */
export function statusError(endpoint: string, status: number, text: string): AppError {
  const cause = text === '' ? undefined : new Error(text.slice(0, 500));
  if (status === 401) return apiUnauthorized(cause);
  if (status === 403) return apiForbidden(cause);
  if (status === 404 || status === 410) return apiNotFound(endpoint, cause);
  if (status >= 500) return apiServerError(status, cause);
  if (status >= 400) return apiRefused(endpoint, status, cause);
  return apiBadAnswer(`HTTP ${status} is not expected here`, cause);
}
