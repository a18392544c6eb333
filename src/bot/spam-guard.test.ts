import { expect, test } from 'vitest';
import { createSpamGuard, type SpamSettings } from './spam-guard.ts';

const DEFAULTS: SpamSettings = {
  enabled: true,
  windowSeconds: 10,
  maxMessagesPerWindow: 6,
  warningThreshold: 8,
  cooldownMinutes: 1,
};

function judgeAll(times: readonly number[], settings = DEFAULTS) {
  const judge = createSpamGuard(() => settings);
  return times.map((ms) => judge('+62811', ms));
}

test('a person asking briskly, six times in ten seconds, is never stopped', () => {
  const verdicts = judgeAll(Array.from({ length: 60 }, (_, index) => index * 1_700));
  expect(verdicts.some((verdict) => verdict.isSpam)).toBe(false);
});

test('the seventh message within the window is not run', () => {
  const verdicts = judgeAll([0, 1, 2, 3, 4, 5, 6]);
  expect(verdicts.map((verdict) => verdict.isSpam)).toEqual([
    false,
    false,
    false,
    false,
    false,
    false,
    true,
  ]);
});

test('somebody who goes on a little too fast is answered again as soon as the window allows', () => {
  const verdicts = judgeAll(Array.from({ length: 100 }, (_, index) => index * 1_600));
  const held = verdicts.filter((verdict) => verdict.isSpam).length;
  expect(held).toBeGreaterThan(0);
  expect(held).toBeLessThan(20);
});

test('the warning comes at the eighth message, once a cooldown', () => {
  const verdicts = judgeAll(Array.from({ length: 1000 }, (_, index) => index));
  expect(verdicts.findIndex((verdict) => verdict.shouldWarn)).toBe(7);
  expect(verdicts.filter((verdict) => verdict.shouldWarn)).toHaveLength(1);
});

test('after the cooldown a sender who goes on is warned again', () => {
  const verdicts = judgeAll(Array.from({ length: 700 }, (_, index) => index * 100));
  expect(verdicts.filter((verdict) => verdict.shouldWarn)).toHaveLength(2);
});

test('one sender does not use up the window of another', () => {
  const judge = createSpamGuard(() => DEFAULTS);
  for (let index = 0; index < 20; index += 1) judge('+62811', index);
  expect(judge('+62822', 20)).toEqual({ isSpam: false, shouldWarn: false });
});

test('switched off, nothing is spam', () => {
  const verdicts = judgeAll([0, 0, 0, 0, 0, 0, 0, 0, 0, 0], { ...DEFAULTS, enabled: false });
  expect(verdicts.some((verdict) => verdict.isSpam || verdict.shouldWarn)).toBe(false);
});
