import { setTimeout as sleep } from 'node:timers/promises';
import type { Source } from '../data-sources/index.ts';
import type { Asking } from '../access/index.ts';

const LOOK_EVERY_MS = 50;
const LONGEST_WAIT_MS = 2_000;
/** Sources that were waited for in vain: one that does not answer must not slow every search. */
const WAITED_FOR = new WeakSet<Source['identity']>();

/**
 * Gives tag indexes that are just being filled, as after a start, a moment to be complete.
 *
 * @returns whether every index the person may use is complete
 */
export async function awaitTagIndex({
  sources,
  rights,
  signal,
}: Pick<Asking, 'sources' | 'rights' | 'signal'>): Promise<boolean> {
  const incomplete = () =>
    sources
      .list()
      .filter(({ id }) => rights.mayUseSource(id))
      .filter(({ connection }) => connection.tagIndexStatus?.().complete === false);
  let waitedMs = 0;
  while (!incomplete().every((source) => WAITED_FOR.has(source.identity))) {
    if (signal.aborted) return false;
    if (waitedMs >= LONGEST_WAIT_MS) {
      for (const source of incomplete()) WAITED_FOR.add(source.identity);
      return false;
    }
    await sleep(LOOK_EVERY_MS);
    waitedMs += LOOK_EVERY_MS;
  }
  return incomplete().length === 0;
}
