import { ApiError } from '../../lib/api-error.ts';

/** Until when trying again makes no sense, in epoch milliseconds; null when it does. */
export function waitOf(error: unknown): number | null {
  if (!(error instanceof ApiError)) return null;
  const { lockedUntil, retryAfterSeconds } = error.details;
  if (typeof lockedUntil === 'string') return Date.parse(lockedUntil);
  if (typeof retryAfterSeconds === 'number') return Date.now() + retryAfterSeconds * 1_000;
  return null;
}
