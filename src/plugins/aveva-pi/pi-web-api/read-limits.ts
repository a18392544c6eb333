import { AppError } from '#sdk';
import type { PiStreamOutcome } from './stream-sets.ts';

/** MaxReturnedItemsPerCall of a server whose administrator did not change it. */
const DEFAULT_MAX_ITEMS = 150_000;

/** What one server was found to allow. Kept per client and only ever lowered. */
export type ReadLimits = { maxItems: number };

export function createReadLimits(): ReadLimits {
  return { maxItems: DEFAULT_MAX_ITEMS };
}

/**
 * Runs a read that plans itself by `limits.maxItems`, and again with less for as long as the server says that it was
 * `greater than the maximum allowed`: by the limit it names, otherwise half. Nothing is taken from a refused try, so no
 * value is lost or doubled where ranges meet.
 */
export async function withinLimits(
  limits: ReadLimits,
  read: () => Promise<readonly (readonly PiStreamOutcome[])[]>,
): Promise<readonly (readonly PiStreamOutcome[])[]> {
  for (;;) {
    const tried = limits.maxItems;
    const refusal = await read().then(firstRefusal, refusalThrown);
    if (!(refusal instanceof AppError)) return refusal;
    const said = Number(refusal.details['limit']);
    const lower = said > 0 && said < tried ? said : Math.floor(tried / 2);
    if (lower < 1) throw refusal;
    limits.maxItems = Math.min(limits.maxItems, lower);
  }
}

function firstRefusal(
  outcomes: readonly (readonly PiStreamOutcome[])[],
): AppError | readonly (readonly PiStreamOutcome[])[] {
  for (const outcome of outcomes.flat()) {
    if (!outcome.ok && outcome.error.code === 'pi.too_much') return outcome.error;
  }
  return outcomes;
}

function refusalThrown(error: unknown): AppError {
  if (error instanceof AppError && error.code === 'pi.too_much') return error;
  throw error;
}
