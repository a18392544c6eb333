import { expect, test } from 'vitest';
import { bucketEdges } from './bucket-edges.ts';

function edges(start: string, end: string, bucket?: string, zone = 'Asia/Jakarta'): string[] {
  return bucketEdges({ start, end }, bucket, zone).map((ms) => new Date(ms).toISOString());
}

test('without a bucket the range is one', () => {
  expect(edges('2026-01-01T00:00:00Z', '2026-01-01T08:00:00Z')).toEqual([
    '2026-01-01T00:00:00.000Z',
    '2026-01-01T08:00:00.000Z',
  ]);
});

test('the last bucket is shorter where the range ends within it', () => {
  expect(edges('2026-01-01T00:00:00Z', '2026-01-01T02:30:00Z', '1h').slice(-2)).toEqual([
    '2026-01-01T02:00:00.000Z',
    '2026-01-01T02:30:00.000Z',
  ]);
});

test('a day over the end of summer time has 25 hours, and the next one begins at midnight again', () => {
  const days = edges('2025-10-24T22:00:00Z', '2025-10-27T23:00:00Z', '1d', 'Europe/Berlin');
  expect(days).toEqual([
    '2025-10-24T22:00:00.000Z',
    '2025-10-25T22:00:00.000Z',
    '2025-10-26T23:00:00.000Z',
    '2025-10-27T23:00:00.000Z',
  ]);
});

test('months from the 31st keep to the month’s end and come back to the 31st', () => {
  const months = edges('2026-01-30T17:00:00Z', '2026-04-01T00:00:00Z', '1mo');
  expect(months.slice(0, 3)).toEqual([
    '2026-01-30T17:00:00.000Z',
    '2026-02-27T17:00:00.000Z',
    '2026-03-30T17:00:00.000Z',
  ]);
});

test.each(['', 'h', '0h', '1x', '-1h', '1.5h'])('%j is no length of a bucket', (bucket) => {
  expect(() => edges('2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', bucket)).toThrow(
    /not a length of time/,
  );
});

test('more buckets than anybody reads are refused before PI is asked', () => {
  expect(() => edges('2020-01-01T00:00:00Z', '2026-01-01T00:00:00Z', '1m')).toThrow(/buckets/);
});

test('a range that ends before it begins is refused', () => {
  expect(() => edges('2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z')).toThrow(/ends before/);
});
