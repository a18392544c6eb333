/**
 * Runs jobs of one key in the order they came and jobs of different keys side by side, never more than
 * `concurrency` at once. What waits is kept in memory, so callers keep jobs small.
 */
export interface KeyedQueue {
  /** The job must not reject: there is nobody to tell. */
  push(key: string, job: () => Promise<void>): void;
  /** Jobs waiting or running. */
  size(): number;
  /** Resolves when everything pushed so far has run. */
  idle(): Promise<void>;
}

type Job = () => Promise<void>;

export function createKeyedQueue(concurrency: number): KeyedQueue {
  /** Waiting jobs by key; a key is here exactly while one of its jobs runs or is ready. */
  const waiting = new Map<string, Job[]>();
  const ready: { key: string; job: Job }[] = [];
  let nextReady = 0;
  let running = 0;
  let size = 0;
  let onIdle: (() => void)[] = [];

  function start(): void {
    while (running < concurrency && nextReady < ready.length) {
      const entry = ready[nextReady];
      nextReady += 1;
      if (!entry) continue;
      running += 1;
      void entry.job().finally(() => finish(entry.key));
    }
    if (nextReady === ready.length) {
      ready.length = 0;
      nextReady = 0;
    }
  }

  function finish(key: string): void {
    running -= 1;
    size -= 1;
    const next = waiting.get(key)?.shift();
    if (next) ready.push({ key, job: next });
    else waiting.delete(key);
    start();
    if (size > 0) return;
    const done = onIdle;
    onIdle = [];
    for (const resolve of done) resolve();
  }

  return {
    push(key, job) {
      size += 1;
      const queue = waiting.get(key);
      if (queue) {
        queue.push(job);
        return;
      }
      waiting.set(key, []);
      ready.push({ key, job });
      start();
    },
    size: () => size,
    idle: () => (size === 0 ? Promise.resolve() : new Promise((resolve) => onIdle.push(resolve))),
  };
}
