/**
 * Does something for each, no more than so many at the same time; the results are in the order given. Begins nothing
 * more once the signal is aborted.
 */
export async function mapLimited<T, R>(
  all: readonly T[],
  atOnce: number,
  work: (one: T) => Promise<R>,
  signal?: AbortSignal,
): Promise<readonly R[]> {
  const results: R[] = [];
  let next = 0;
  async function worker(): Promise<void> {
    while (next < all.length) {
      signal?.throwIfAborted();
      const place = next;
      next += 1;
      results[place] = await work(all[place] as T);
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, all.length) }, worker));
  return results;
}
