import { expect, test } from 'vitest';
import { createOrderedWork } from './ordered-work.ts';

type Work = ReturnType<typeof createOrderedWork>;

function recorder(queue: Work) {
  const seen: string[] = [];
  return {
    seen,
    push: (key: string, name: string, until: Promise<unknown>, needsEarlier = false) =>
      queue.push({
        key,
        needsEarlier,
        work: async (isAlone) => {
          seen.push(`${name} begins${isAlone ? '' : ' beside others'}`);
          await until;
          return name;
        },
        finish: async (result) => void seen.push(`${result} ends`),
      }),
  };
}

test('questions of one person are worked on side by side, and answered in the order they came', async () => {
  const queue = createOrderedWork(8);
  const { seen, push } = recorder(queue);
  const slow = Promise.withResolvers<void>();
  void push('sari', 'slow', slow.promise);
  void push('sari', 'quick', Promise.resolve());
  await push('budi', 'other', Promise.resolve());
  expect(seen).toEqual(['slow begins', 'quick begins beside others', 'other begins', 'other ends']);
  slow.resolve();
  await queue.idle();
  expect(seen.slice(4)).toEqual(['slow ends', 'quick ends']);
});

test('one that depends on what was said before begins when that has ended', async () => {
  const queue = createOrderedWork(8);
  const { seen, push } = recorder(queue);
  void push('sari', 'list', Promise.resolve());
  void push('sari', 'choice', Promise.resolve(), true);
  await queue.idle();
  expect(seen).toEqual(['list begins', 'list ends', 'choice begins', 'choice ends']);
});

test('one that fails is told, and those after it go on', async () => {
  const queue = createOrderedWork(8);
  const { seen, push } = recorder(queue);
  const slow = Promise.withResolvers<void>();
  void push('sari', 'slow', slow.promise);
  const failing = push('sari', 'failing', Promise.reject(new Error('the store is gone')));
  const last = push('sari', 'last', Promise.resolve(), true);
  slow.resolve();
  await expect(failing).rejects.toThrow('the store is gone');
  await last;
  expect(seen.at(-1)).toBe('last ends');
});

test('a flood of one person does not take all places', async () => {
  const queue = createOrderedWork(16);
  const { seen, push } = recorder(queue);
  const slow = Promise.withResolvers<void>();
  for (let index = 0; index < 100; index += 1) void push('flood', `${index}`, slow.promise);
  await push('budi', 'other', Promise.resolve());
  expect(seen.filter((line) => line.includes('begins'))).toHaveLength(8 + 1);
  slow.resolve();
  await queue.idle();
  expect(seen).toHaveLength(202);
});
