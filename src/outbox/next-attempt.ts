import { AppError, isRetryable, slowdownOf } from '#sdk';
import type { OutgoingMessage } from './outgoing-message.ts';

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 5 * 60_000;
/** What a network asks us to wait, within reason. */
const SHORTEST_WAIT_MS = 100;
export const LONGEST_WAIT_MS = 3_600_000;
/** A message nobody could send for a day is given up, unless it names an earlier end itself. */
export const KEEP_TRYING_MS = 24 * 3_600_000;

/**
 * When to try a message again after `error`, or null when it is given up.
 * The delay doubles with each try and is spread at random between its half and its whole, so that a network that
 * comes back is not met by everything at once; a network that names a time is taken at its word. An error nobody foresaw is tried again too: better late than lost.
 *
 * @param random a number from 0 up to but not including 1
 */
export function nextAttempt(
  message: OutgoingMessage,
  error: unknown,
  now: Date,
  random: number,
): Date | null {
  if (error instanceof AppError && error.kind !== 'internal' && !isRetryable(error)) return null;
  const slowdown = slowdownOf(error);
  const doubled = FIRST_DELAY_MS * 2 ** Math.min(message.retryCount, 20);
  const delayMs = slowdown
    ? Math.min(Math.max(slowdown.waitMs, SHORTEST_WAIT_MS), LONGEST_WAIT_MS)
    : Math.min(doubled, LONGEST_DELAY_MS) * (0.5 + random / 2);
  const retryAt = new Date(now.getTime() + Math.round(delayMs));
  const end = message.expiresAt ?? new Date(message.createdAt.getTime() + KEEP_TRYING_MS);
  return retryAt < end ? retryAt : null;
}
