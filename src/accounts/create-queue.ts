/** Runs work a few at a time; what would have to wait behind too many others is refused. */
export type Queue = <T>(work: () => Promise<T>) => Promise<T>;

/** @param refuse makes the error that is thrown when `mostWaiting` wait already */
export function createQueue({
  atOnce,
  mostWaiting,
  refuse,
}: {
  readonly atOnce: number;
  readonly mostWaiting: number;
  readonly refuse: () => Error;
}): Queue {
  const waiting: (() => void)[] = [];
  let running = 0;

  return async (work) => {
    if (running >= atOnce) {
      if (waiting.length >= mostWaiting) throw refuse();
      // Whoever ends hands its place on, so nobody who comes later can take it.
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
