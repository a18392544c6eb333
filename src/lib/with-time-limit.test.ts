import { expect, test } from 'vitest';
import { withTimeLimit } from './with-time-limit.ts';

function untilAborted(signal: AbortSignal): Promise<string> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve('aborted');
    signal.addEventListener('abort', () => resolve('aborted'), { once: true });
  });
}

test('work that is slower than its limit is told to stop', async () => {
  expect(await withTimeLimit(1, undefined, untilAborted)).toBe('aborted');
});

test('work ends with the question it is part of', async () => {
  const question = new AbortController();
  const part = withTimeLimit(60_000, question.signal, untilAborted);
  question.abort();
  expect(await part).toBe('aborted');
  expect(await withTimeLimit(60_000, question.signal, untilAborted)).toBe('aborted');
});

test('quick work is not aborted later', async () => {
  const signal = await withTimeLimit(1, undefined, async (given) => given);
  await new Promise((resolve) => setTimeout(resolve, 10));
  expect(signal.aborted).toBe(false);
});
