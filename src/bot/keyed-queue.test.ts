import { expect, test } from 'vitest';
import { createKeyedQueue } from './keyed-queue.ts';

function gate() {
  let open: () => void = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { open, opened };
}

test('messages of one chat are answered in the order they came', async () => {
  const queue = createKeyedQueue(8);
  const seen: number[] = [];
  const first = gate();
  queue.push('chat', async () => {
    await first.opened;
    seen.push(1);
  });
  queue.push('chat', async () => void seen.push(2));
  queue.push('chat', async () => void seen.push(3));
  first.open();
  await queue.idle();
  expect(seen).toEqual([1, 2, 3]);
});

test('a slow chat does not hold up another', async () => {
  const queue = createKeyedQueue(8);
  const slow = gate();
  const quick = gate();
  queue.push('slow', () => slow.opened);
  queue.push('quick', async () => quick.open());
  await quick.opened;
  expect(queue.size()).toBeGreaterThanOrEqual(1);
  slow.open();
  await queue.idle();
  expect(queue.size()).toBe(0);
});

test('never more than the given number run at once, and all of a thousand run', async () => {
  const queue = createKeyedQueue(4);
  let running = 0;
  let most = 0;
  let done = 0;
  for (let index = 0; index < 1000; index += 1) {
    queue.push(`chat ${index % 50}`, async () => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      running -= 1;
      done += 1;
    });
  }
  await queue.idle();
  expect(most).toBe(4);
  expect(done).toBe(1000);
});
