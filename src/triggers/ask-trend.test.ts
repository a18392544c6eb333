import { expect, test } from 'vitest';
import { sameBefore } from './ask-trend.ts';

test.each([
  ['a day', '2026-11-27T00:00:00Z', '2026-11-28T00:00:00Z', '2026-11-26T00:00:00Z'],
  [
    'today until the evening',
    '2026-11-27T17:00:00Z',
    '2026-11-28T11:57:00Z',
    '2026-11-26T17:00:00Z',
  ],
  ['eight hours', '2026-11-28T04:00:00Z', '2026-11-28T12:00:00Z', '2026-11-27T04:00:00Z'],
  ['a week', '2026-11-21T00:00:00Z', '2026-11-28T00:00:00Z', '2026-11-14T00:00:00Z'],
  ['a day and an hour', '2026-11-26T23:00:00Z', '2026-11-28T00:00:00Z', '2026-11-24T23:00:00Z'],
  ['half an hour', '2026-11-28T11:30:00Z', '2026-11-28T12:00:00Z', '2026-11-28T11:00:00Z'],
])('%s is compared with the same hours before', (_name, start, end, before) => {
  const range = sameBefore({ start, end }, 'Asia/Jakarta');
  expect(range.start).toBe(before);
  expect(Date.parse(range.end) - Date.parse(range.start)).toBe(Date.parse(end) - Date.parse(start));
});

test('across a change of the clocks noon is compared with noon', () => {
  const range = { start: '2026-10-25T11:00:00Z', end: '2026-10-25T17:00:00Z' };
  expect(sameBefore(range, 'Europe/Berlin').start).toBe('2026-10-24T10:00:00Z');
});
