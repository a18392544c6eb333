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

test.each([
  ['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', true],
  ['2001:db8::1', '2001:db8::ffff:1', true],
  ['2001:db8:1:2::1', '2001:db8:1:3::1', false],
  ['::ffff:10.0.0.1', '::ffff:10.0.0.2', false],
])('%s and %s count as one: %s', (one, other, same) => {
  const { take } = limitAt(1);
  take(one);
  expect(take(other) > 0).toBe(same);
});

test('a clock set back does not lock anybody out', () => {
  const { take, pass } = limitAt(60);
  for (let attempt = 0; attempt < 60; attempt++) take('10.0.0.1');
  pass(-3_600_000);
  expect(take('10.0.0.1')).toBe(1);
  pass(1000);
  expect(take('10.0.0.1')).toBe(0);
});
