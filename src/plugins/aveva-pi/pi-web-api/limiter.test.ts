import { expect, test } from 'vitest';
import { startDeadline } from './deadline.ts';
import { createLimiter } from './limiter.ts';

async function runAll(count: number, limits: Parameters<typeof createLimiter>[0], workMs = 2) {
  const limiter = createLimiter(limits);
  let active = 0;
  let most = 0;
  const startedAt = performance.now();
  const starts: number[] = [];
  await Promise.all(
    Array.from({ length: count }, async () => {
      const { deadline, clear } = startDeadline(10_000, undefined);
      await limiter.enter(deadline);
      starts.push(performance.now() - startedAt);
      active += 1;
      most = Math.max(most, active);
      await new Promise((resolve) => {
        setTimeout(resolve, workMs);
      });
      active -= 1;
      limiter.leave();
      clear();
    }),
  );
  return { most, starts };
}

test('never more requests at a time than allowed, and every one gets its turn', async () => {
  const { most, starts } = await runAll(50, { maxConcurrency: 4 });
  expect(most).toBe(4);
  expect(starts).toHaveLength(50);
});

test('no more requests in any second than allowed', async () => {
  const { starts } = await runAll(60, { maxConcurrency: 100, maxRequestsPerSecond: 50 });
  // A full bucket goes at once; the ten that are over wait for 1/50 s each.
  expect(starts.at(-1)).toBeGreaterThan(180);
  expect(starts.at(49)).toBeLessThan(starts.at(-1) ?? 0);
});

test('one who gives up in the queue makes room and is not started', async () => {
  const limiter = createLimiter({ maxConcurrency: 1 });
  const working = startDeadline(1_000, undefined);
  await limiter.enter(working.deadline);
  const leaving = new AbortController();
  const second = startDeadline(1_000, leaving.signal);
  const third = startDeadline(1_000, undefined);
  const secondTurn = limiter.enter(second.deadline);
  const thirdTurn = limiter.enter(third.deadline);
  leaving.abort();
  await expect(secondTurn).rejects.toMatchObject({ kind: 'timeout' });
  limiter.leave();
  await thirdTurn;
  for (const { clear } of [working, second, third]) clear();
});
