import { createKeyedQueue } from './keyed-queue.ts';

export interface OrderedJob<T> {
  readonly key: string;
  /** Whether `work` must see what the jobs of this key before it have finished. */
  readonly needsEarlier: boolean;
  /** @param isAlone false when an earlier job of this key is not finished, so that its result is not seen yet */
  readonly work: (isAlone: boolean) => Promise<T>;
  readonly finish: (result: T) => Promise<void>;
}

/** Works on many jobs at once, and finishes those of one key in the order they came. */
export interface OrderedWork {
  /** Resolves when the job is finished; rejects with what `work` or `finish` threw. */
  push<T>(job: OrderedJob<T>): Promise<void>;
  /** Resolves when everything pushed so far has finished or failed. */
  idle(): Promise<void>;
}

/** Jobs of one key worked on at the same time: a person asks a few things at once, and a flood waits for itself. */
const LANES = 8;

export function createOrderedWork(concurrency: number): OrderedWork {
  const works = createKeyedQueue(concurrency);
  const finishes = createKeyedQueue(Number.POSITIVE_INFINITY);
  const unfinished = new Map<string, number>();
  let pushed = 0;

  function start<T>({ key, work }: OrderedJob<T>, isAlone: boolean): Promise<T> {
    pushed += 1;
    const lane = `${pushed % LANES}\n${key}`;
    return new Promise<T>((resolve, reject) => {
      works.push(lane, async () => {
        await work(isAlone).then(resolve, reject);
      });
    });
  }

  function count(key: string, change: number): void {
    const left = (unfinished.get(key) ?? 0) + change;
    if (left === 0) unfinished.delete(key);
    else unfinished.set(key, left);
  }

  return {
    push(job) {
      const { key, needsEarlier, finish } = job;
      const started = needsEarlier ? undefined : start(job, !unfinished.has(key));
      // It is told to whoever waits for the job; until its turn comes nobody does.
      started?.catch(() => undefined);
      count(key, 1);
      return new Promise((resolve, reject) => {
        finishes.push(key, async () => {
          try {
            await finish(await (started ?? start(job, true)));
            resolve();
          } catch (error) {
            reject(error);
          } finally {
            count(key, -1);
          }
        });
      });
    },
    idle: () => finishes.idle(),
  };
}
