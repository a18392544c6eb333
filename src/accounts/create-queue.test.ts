import { expect, test } from 'vitest';
import { createQueue } from './create-queue.ts';

test('work runs a few at a time and in turn, and what would wait too long is refused', async () => {
  const queue = createQueue({ atOnce: 2, mostWaiting: 3, refuse: () => new Error('busy') });
  const begun: number[] = [];
  const ends: (() => void)[] = [];
  const works = Array.from({ length: 7 }, (_, index) =>
    queue(async () => {
      begun.push(index);
      await new Promise<void>((resolve) => ends.push(resolve));
      if (index === 1) throw new Error('failed');
      return index;
    }).catch((error: Error) => error.message),
  );
  while (ends.length > 0) {
    expect(ends.length).toBeLessThanOrEqual(2);
    ends.shift()?.();
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(begun).toEqual([0, 1, 2, 3, 4]);
  expect(await Promise.all(works)).toEqual([0, 'failed', 2, 3, 4, 'busy', 'busy']);
  expect(await queue(async () => 'again')).toBe('again');
});
