import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createPace } from './pace.ts';

const PACING = { chat: { capacity: 3, everyMs: 6_000 }, total: { capacity: 5, everyMs: 100 } };

test('a chat may be written to as often as its bucket holds, then once each six seconds', () => {
  const pace = createPace();
  const take = (atMs: number) => pace.take('cloud', '+621', PACING, atMs);
  expect([take(0), take(0), take(0)]).toEqual([0, 0, 0]);
  expect(take(0)).toBe(6_000);
  expect(pace.resting('cloud', PACING, 0)).toEqual(['+621']);
  expect(take(5_999)).toBe(1);
  expect(pace.resting('cloud', PACING, 6_000)).toEqual([]);
  expect(take(6_000)).toBe(0);
  expect(take(6_000)).toBe(6_000);
});

test('the number as a whole has a bucket of its own, and other transports have theirs', () => {
  const pace = createPace();
  for (let chat = 0; chat < 5; chat += 1) expect(pace.take('cloud', `${chat}`, PACING, 0)).toBe(0);
  expect(pace.free('cloud', PACING, 0)).toBe(0);
  expect(pace.take('cloud', 'new', PACING, 0)).toBe(100);
  expect(pace.free('cloud', PACING, 250)).toBe(2);
  expect(pace.take('web', 'new', PACING, 0)).toBe(0);
});

test('what is not paced goes as fast as it can', () => {
  const pace = createPace();
  for (let count = 0; count < 1_000; count += 1) {
    expect(pace.take('simulator', '+621', undefined, 0)).toBe(0);
  }
  expect(pace.free('simulator', undefined, 0)).toBe(Infinity);
  expect(pace.resting('simulator', undefined, 0)).toEqual([]);
  expect(pace.nextInMs('simulator', undefined, 0)).toBeUndefined();
});

test('a network that asks for less of one chat gets less of that chat, also where there is no bucket', () => {
  for (const pacing of [PACING, undefined]) {
    const pace = createPace();
    pace.slowDown('cloud', '+621', { scope: 'chat', waitMs: 4_000 }, 1_000);
    expect(pace.resting('cloud', pacing, 1_000)).toEqual(['+621']);
    expect(pace.take('cloud', '+621', pacing, 4_999)).toBe(1);
    expect(pace.take('cloud', '+622', pacing, 1_000)).toBe(0);
    expect(pace.nextInMs('cloud', pacing, 4_000)).toBe(1_000);
    expect(pace.resting('cloud', pacing, 5_000)).toEqual([]);
  }
});

test('a network that asks for less of everything gets nothing until then', () => {
  const pace = createPace();
  pace.slowDown('cloud', '+621', { scope: 'transport', waitMs: 60_000 }, 0);
  expect(pace.free('cloud', PACING, 59_999)).toBe(0);
  expect(pace.take('cloud', '+622', PACING, 59_000)).toBe(1_000);
  expect(pace.nextInMs('cloud', PACING, 59_000)).toBe(1_000);
  expect(pace.free('cloud', PACING, 60_000)).toBeGreaterThan(0);
});

test('after a network asked for less, it does not get all at once what waited meanwhile', () => {
  const pacing = { total: { capacity: 40, everyMs: 50 } };
  const pace = createPace();
  expect(pace.free('cloud', pacing, 0)).toBe(40);
  pace.slowDown('cloud', '+621', { scope: 'transport', waitMs: 10_000 }, 0);
  expect(pace.free('cloud', pacing, 10_000)).toBe(1);
  expect(pace.free('cloud', pacing, 11_000)).toBe(21);
  expect(pace.free('cloud', pacing, 20_000)).toBe(40);
});

test('however it is asked, no chat and no number is used faster than its bucket allows', () => {
  const asked = fc.array(fc.record({ chat: fc.nat(3), afterMs: fc.nat(2_000) }), {
    maxLength: 200,
  });
  fc.assert(
    fc.property(asked, (asks) => {
      const pace = createPace();
      const taken = new Map<number, number>();
      let nowMs = 0;
      for (const { chat, afterMs } of asks) {
        nowMs += afterMs;
        if (pace.take('cloud', `${chat}`, PACING, nowMs) === 0) {
          taken.set(chat, (taken.get(chat) ?? 0) + 1);
        }
      }
      for (const count of taken.values()) expect(count).toBeLessThanOrEqual(3 + nowMs / 6_000);
      const all = [...taken.values()].reduce((sum, count) => sum + count, 0);
      expect(all).toBeLessThanOrEqual(5 + nowMs / 100);
    }),
  );
});
