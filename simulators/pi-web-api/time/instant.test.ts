import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatInstant, instantFromMs, wholeMsFromInstant } from './instant.ts';

test.each([
  [Date.UTC(2017, 1, 10, 2, 45), 2_475_263, '2017-02-10T02:45:00.2475263Z'],
  [Date.UTC(2016, 11, 15, 22, 50, 8), 0, '2016-12-15T22:50:08Z'],
  [Date.UTC(2016, 11, 14, 22, 50, 7, 500), 0, '2016-12-14T22:50:07.5Z'],
  [Date.UTC(2026, 0, 1), 1, '2026-01-01T00:00:00.0000001Z'],
])('an instant is written with as many digits as it needs', (ms, ticks, text) => {
  expect(formatInstant(instantFromMs(ms, ticks))).toBe(text);
});

test('an open end is the last second of the calendar', () => {
  expect(formatInstant(Infinity)).toBe('9999-12-31T23:59:59Z');
});

test('100 ns are exact from 1995 to 2045', () => {
  const anyMs = fc.integer({ min: Date.UTC(1995, 0, 1), max: Date.UTC(2045, 0, 1) });
  fc.assert(
    fc.property(anyMs, fc.integer({ min: 0, max: 9_999 }), (ms, ticks) => {
      const at = instantFromMs(ms, ticks);
      expect(at - instantFromMs(ms)).toBe(ticks);
      expect(wholeMsFromInstant(at)).toBe(ms);
    }),
  );
});
