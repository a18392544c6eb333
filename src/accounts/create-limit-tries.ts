import type { Clock } from '#sdk';
import { createRateLimit, tooManyLogins } from '../lib/http/index.ts';

/** A person who cannot remember gives up sooner, a program that guesses does not. */
const TRIES_PER_MINUTE = 30;

/**
 * Lets so many tries that fail a minute through from one address; those that succeed are not counted.
 *
 * @throws AppError `auth.too_many_tries`, or what the work throws
 */
export type LimitTries = <T>(address: string, work: () => Promise<T>) => Promise<T>;

export function createLimitTries(clock: Clock): LimitTries {
  const takeTry = createRateLimit(TRIES_PER_MINUTE, clock);
  return async (address, work) => {
    const retryAfterSeconds = takeTry(address);
    if (retryAfterSeconds > 0) throw tooManyLogins(retryAfterSeconds);
    const result = await work();
    takeTry.giveBack(address);
    return result;
  };
}
