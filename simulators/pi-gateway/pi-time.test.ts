import { expect, test } from 'vitest';
import { localTimeText, parseInterval, parsePiTime } from './pi-time.ts';

const NOW_MS = Date.parse('2025-09-17T07:32:05Z');

test.each([
  ['*', '2025-09-17T07:32:05.000Z'],
  ['*-1h', '2025-09-17T06:32:05.000Z'],
  ['*-0.3333333333333333h', '2025-09-17T07:12:05.000Z'],
  ['*-30s', '2025-09-17T07:31:35.000Z'],
  ['17/Sep/2025', '2025-09-17T00:00:00.000Z'],
])('%s is %s', (text, instant) => {
  expect(new Date(parsePiTime(text, NOW_MS) ?? NaN).toISOString()).toBe(instant);
});

test.each(['', 'yesterday', '*+1h', '*-1x', '17/Foo/2025'])('%j is refused', (text) => {
  expect(parsePiTime(text, NOW_MS)).toBeUndefined();
});

test('an interval is a whole number of one unit', () => {
  expect(['1s', '30s', '5m', '1h', '1d'].map(parseInterval)).toEqual([
    1_000, 30_000, 300_000, 3_600_000, 86_400_000,
  ]);
  expect(['', '0s', '1.5m', 'm'].map(parseInterval)).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});

test('times are written on the plant’s clock, without a zone', () => {
  expect(localTimeText(NOW_MS, 'Asia/Jakarta')).toBe('2025-09-17 14:32:05');
  expect(localTimeText(Date.parse('2025-09-16T17:00:00Z'), 'Asia/Jakarta')).toBe(
    '2025-09-17 00:00:00',
  );
});
