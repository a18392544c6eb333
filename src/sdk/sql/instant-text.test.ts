import { expect, test } from 'vitest';
import { instantText } from './index.ts';

test.each([
  ['2026-11-28T00:00:00Z', 'Asia/Jakarta', '2026-11-28 07:00:00', '+07:00'],
  ['2026-11-28T00:00:00.250Z', 'Asia/Jakarta', '2026-11-28 07:00:00.250', '+07:00'],
  ['2026-10-25T00:30:00Z', 'Europe/Berlin', '2026-10-25 02:30:00', '+02:00'],
  ['2026-10-25T01:30:00Z', 'Europe/Berlin', '2026-10-25 02:30:00', '+01:00'],
  ['2026-01-01T00:00:00Z', 'Asia/Kolkata', '2026-01-01 05:30:00', '+05:30'],
  ['2026-01-01T00:00:00Z', 'UTC', '2026-01-01 00:00:00', '+00:00'],
])('%s in %s is %s, %s', (instant, timeZone, local, offset) => {
  expect(instantText(new Date(instant), timeZone)).toEqual({ local, offset });
});
