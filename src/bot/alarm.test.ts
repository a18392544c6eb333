import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createAlarm } from './alarm.ts';

test('a thousand messages that fail together are one alarm, at the earliest time', async () => {
  let rung = 0;
  const alarm = createAlarm(() => (rung += 1));
  for (let times = 0; times < 1_000; times += 1) alarm.set(60_000 - times);
  for (let times = 0; times < 1_000; times += 1) alarm.set(1);
  await expect.poll(() => rung).toBe(1);
  await sleep(5);
  expect(rung).toBe(1);
});

test('an alarm that rang may be set again, and a cleared one does not ring', async () => {
  let rung = 0;
  const alarm = createAlarm(() => (rung += 1));
  alarm.set(1);
  await expect.poll(() => rung).toBe(1);
  alarm.set(1);
  await expect.poll(() => rung).toBe(2);
  alarm.set(1);
  alarm.clear();
  await sleep(5);
  expect(rung).toBe(2);
});
