import { expect, test } from 'vitest';
import { createRateLimit } from './rate-limit.ts';

function limitAt(perMinute: number) {
  let nowMs = Date.parse('2026-01-01T00:00:00Z');
  const take = createRateLimit(perMinute, () => new Date(nowMs));
  return { take, pass: (ms: number) => (nowMs += ms) };
}

test('twenty tries at once pass, the twenty-first waits three seconds', () => {
  const { take, pass } = limitAt(20);
  for (let attempt = 0; attempt < 20; attempt++) expect(take('10.0.0.1')).toBe(0);
  expect(take('10.0.0.1')).toBe(3);
  pass(2999);
  expect(take('10.0.0.1')).toBe(1);
  pass(1);
  expect(take('10.0.0.1')).toBe(0);
});

test('trying while refused does not make the wait longer', () => {
  const { take, pass } = limitAt(20);
  for (let attempt = 0; attempt < 60; attempt++) take('10.0.0.1');
  pass(3000);
  expect(take('10.0.0.1')).toBe(0);
});

test('one address does not use up another’s tries', () => {
  const { take } = limitAt(1);
  expect(take('10.0.0.1')).toBe(0);
  expect(take('10.0.0.1')).toBeGreaterThan(0);
  expect(take('10.0.0.2')).toBe(0);
});

test('the many addresses of one person count as one', () => {
  const { take } = limitAt(1);
  expect(take('2001:db8:1:2::1')).toBe(0);
  expect(take('2001:db8:1:2:ffff::9')).toBeGreaterThan(0);
});

test('a try that is given back does not count, and there are never more than the limit', () => {
  const { take } = limitAt(3);
  for (let attempt = 0; attempt < 10; attempt++) {
    expect(take('10.0.0.1')).toBe(0);
    take.giveBack('10.0.0.1');
  }
  take.giveBack('10.0.0.1');
  take.giveBack('10.0.0.2');
  for (const address of ['10.0.0.1', '10.0.0.2']) {
    const waits = Array.from({ length: 4 }, () => take(address));
    expect(waits).toEqual([0, 0, 0, 20]);
  }
});

test('a clock set back does not lock anybody out', () => {
  const { take, pass } = limitAt(60);
  for (let attempt = 0; attempt < 60; attempt++) take('10.0.0.1');
  pass(-3_600_000);
  expect(take('10.0.0.1')).toBe(1);
  pass(1000);
  expect(take('10.0.0.1')).toBe(0);
});
