import { pictureGivenUp } from './charts.errors.ts';

/**
 * Lets so many pieces of work run at once, the others in the order they came: each has its whole time once it is its
 * turn. One whose signal is aborted meanwhile is not begun.
 */
export function createTurns(
  atOnce: number,
): <T>(work: () => Promise<T>, signal: AbortSignal) => Promise<T> {
  const waiting: (() => void)[] = [];
  let free = atOnce;
  return async (work, signal) => {
    if (free > 0) free -= 1;
    else await turn(waiting, signal);
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}

/** @throws AppError `charts.given_up` when the signal is aborted before it is its turn */
async function turn(waiting: (() => void)[], signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const begin = (): void => {
      signal.removeEventListener('abort', leave);
      resolve();
    };
    const leave = (): void => {
      const place = waiting.indexOf(begin);
      if (place !== -1) waiting.splice(place, 1);
      reject(pictureGivenUp(signal.reason));
    };
    if (signal.aborted) {
      reject(pictureGivenUp(signal.reason));
      return;
    }
    signal.addEventListener('abort', leave, { once: true });
    waiting.push(begin);
  });
}
