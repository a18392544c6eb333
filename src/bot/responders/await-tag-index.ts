import { setTimeout as sleep } from 'node:timers/promises';
import type { Question } from '../question.ts';

const LOOK_EVERY_MS = 50;
const LONGEST_WAIT_MS = 2_000;

/**
 * Gives tag indexes that are just being filled, as after a start, a moment to be complete.
 *
 * @returns whether every index the person may use is complete
 */
export async function awaitTagIndex({
  sources,
  rights,
  signal,
}: Pick<Question, 'sources' | 'rights' | 'signal'>): Promise<boolean> {
  const isComplete = () =>
    sources
      .list()
      .filter(({ id }) => rights.mayUseSource(id))
      .every(({ connection }) => connection.tagIndexStatus?.().complete ?? true);
  for (let waitedMs = 0; waitedMs < LONGEST_WAIT_MS; waitedMs += LOOK_EVERY_MS) {
    if (isComplete() || signal.aborted) break;
    await sleep(LOOK_EVERY_MS);
  }
  return isComplete();
}
