import { expect, test } from 'vitest';
import { localTimeReader } from './local-time.ts';

function utc(text: string, zone: string): string | undefined {
  const ms = localTimeReader(zone)(text);
  return ms === undefined ? undefined : new Date(ms).toISOString();
}

test.each([
  ['2025-09-17 14:32:05', 'Asia/Jakarta', '2025-09-17T07:32:05.000Z'],
  ['2025-09-17 00:30:00', 'Asia/Jakarta', '2025-09-16T17:30:00.000Z'],
  ['2025-01-15 12:00:00', 'Europe/Berlin', '2025-01-15T11:00:00.000Z'],
  ['2025-07-15 12:00:00', 'Europe/Berlin', '2025-07-15T10:00:00.000Z'],
  ['2025-09-17T14:32:05.25', 'Asia/Jakarta', '2025-09-17T07:32:05.250Z'],
  ['2025-09-17T14:32:05Z', 'Asia/Jakarta', '2025-09-17T14:32:05.000Z'],
])('%s on the wall of %s is %s', (text, zone, instant) => {
  expect(utc(text, zone)).toBe(instant);
});

test('of an hour that comes twice the first is taken', () => {
  expect(utc('2025-10-26 02:30:00', 'Europe/Berlin')).toBe('2025-10-26T00:30:00.000Z');
});

test('a change of the clock within data is followed', () => {
  const toMs = localTimeReader('Europe/Berlin');
  const before = toMs('2025-03-30 01:59:00') ?? NaN;
  const after = toMs('2025-03-30 03:00:00') ?? NaN;
  expect(after - before).toBe(60_000);
});

test.each(['', 'No Data', '17/Sep/2025', '2025-09-17'])('%j is no time', (text) => {
  expect(utc(text, 'Asia/Jakarta')).toBeUndefined();
});
