import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { DEFAULT_SHIFTS, readShifts } from '../../../settings/index.ts';
import { readShift } from './read-shift.ts';

const shifts = readShifts(DEFAULT_SHIFTS);

test.each([
  ['2026-11-20T23:20', 'night shift', '2026-11-19T23:00', '2026-11-20T07:00'],
  ['2026-11-21T00:20', 'night shift', '2026-11-20T23:00', '2026-11-21T07:00'],
  ['2026-11-20T23:20', 'this shift', '2026-11-20T23:00', '2026-11-21T07:00'],
  ['2026-11-20T07:20', 'morning shift', '2026-11-20T07:00', '2026-11-20T15:00'],
])('at %s, %s is from %s to %s', (at, said, start, end) => {
  const now = Temporal.PlainDateTime.from(at).toZonedDateTime('Asia/Jakarta');
  const ends = readShift(said, { now, shifts });
  const local = (instant: Temporal.ZonedDateTime | undefined) =>
    instant?.toPlainDateTime().toString({ smallestUnit: 'minute' });
  expect([local(ends?.start), local(ends?.end)]).toEqual([start, end]);
});
