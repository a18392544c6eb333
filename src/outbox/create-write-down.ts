import type { Logger } from '#sdk';
import type { Db, Executor } from '../db/index.ts';

const FIRST_WAIT_MS = 100;
const LONGEST_WAIT_MS = 2_000;

/** Writes what has happened already, so that it cannot be undone by not being written. */
export type WriteDown = <T>(work: (tx: Executor) => Promise<T>) => Promise<T>;

/**
 * What a network took is written down however long the store is full or away: given up, the message would be sent a
 * second time. Only `end` ends it, when the process must.
 */
export function createWriteDown(deps: {
  readonly db: Pick<Db, 'write'>;
  readonly log: Logger;
  readonly end: AbortSignal;
}): WriteDown {
  const { db, log, end } = deps;

  return async (work) => {
    for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, LONGEST_WAIT_MS)) {
      try {
        return await db.write(work);
      } catch (error) {
        if (end.aborted) throw error;
        log.error({ error }, 'The outbox could not be written; it is tried again');
      }
      await pause(waitMs, end);
    }
  };
}

async function pause(ms: number, end: AbortSignal): Promise<void> {
  if (end.aborted) return;
  await new Promise<void>((resolve) => {
    const finish = () => {
      clearTimeout(timer);
      end.removeEventListener('abort', finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    end.addEventListener('abort', finish);
  });
}
