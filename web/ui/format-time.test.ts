import { expect, test } from 'vitest';
import { setSiteZone } from '../lib/site-zone.ts';
import { formatClock, formatInstant, formatNumber, formatRelative } from './format-time.ts';

const NOW = Date.parse('2026-11-27T10:00:00Z');

test.each([
  ['2026-11-27T09:59:30Z', 'en', '30 seconds ago'],
  ['2026-11-27T09:57:00Z', 'en', '3 minutes ago'],
  ['2026-11-27T09:57:00Z', 'id', '3 menit yang lalu'],
  ['2026-11-26T10:00:00Z', 'en', 'yesterday'],
  ['2026-11-29T10:00:00Z', 'en', 'in 2 days'],
  ['2025-11-27T10:00:00Z', 'en', 'last year'],
] as const)('%s seen from ten o’clock is, in %s, %j', (at, language, text) => {
  expect(formatRelative(at, NOW, language)).toBe(text);
});

test('a number is written as people here write it', () => {
  expect(formatNumber(1612.4, 'en')).toBe('1,612.4');
  expect(formatNumber(1612.4, 'id')).toBe('1.612,4');
});

test.each([
  ['Asia/Jakarta', 'en', '1 Jan 2020, 03:30 WIB', '03:30'],
  ['Asia/Makassar', 'id', '1 Jan 2020, 04.30 WITA', '04.30'],
  ['UTC', 'en', '31 Dec 2019, 20:30 UTC', '20:30'],
] as const)('a time is that of the site, at %s in %s', (zone, language, text, clock) => {
  setSiteZone(zone);
  expect(formatInstant('2019-12-31T20:30:00Z', language)).toBe(text);
  expect(formatClock('2019-12-31T20:30:00Z', language)).toBe(clock);
});
