import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { instantFromMs, msFromInstant } from '../simulators/pi-web-api/time/instant.ts';
import { parseTime } from '../simulators/pi-web-api/time/parse-time.ts';
import { parsePiTime } from '../src/sdk/series/pi-time.ts';

const NOW = Temporal.Instant.from('2026-11-22T07:32:05Z').toZonedDateTimeISO('Asia/Jakarta');

function read(text: string): string | undefined {
  return parsePiTime(text, NOW)?.toInstant().toString();
}

test.each([
  ['*', '2026-11-22T07:32:05Z'],
  ['*-8h', '2026-11-21T23:32:05Z'],
  ['* - 8 hours', '2026-11-21T23:32:05Z'],
  ['t', '2026-11-21T17:00:00Z'],
  ['today+6h', '2026-11-21T23:00:00Z'],
  ['y+16h30m', '2026-11-21T09:30:00Z'],
  ['y-1d+2h', '2026-11-19T19:00:00Z'],
  ['sunday', '2026-11-21T17:00:00Z'],
  ['sat', '2026-11-20T17:00:00Z'],
  ['12:30', '2026-11-22T05:30:00Z'],
  ['t+06:30', '2026-11-21T23:30:00Z'],
  ['*-1.12:00', '2026-11-20T19:32:05Z'],
  ['*-1mo', '2026-10-22T07:32:05Z'],
  ['*-1.5h', '2026-11-22T06:02:05Z'],
  ['*-500ms', '2026-11-22T07:32:04.5Z'],
  ['5-jan-92 12:34', '1992-01-05T05:34:00Z'],
  ['1-jan-2025', '2024-12-31T17:00:00Z'],
  ["'1-jan-2025'+06:30", '2024-12-31T23:30:00Z'],
  ['24-aug-2012 09:50:00', '2012-08-24T02:50:00Z'],
  ['2026-11-01t06:00z', '2026-11-01T06:00:00Z'],
  ['2026-11-01 06:00+09:00', '2026-10-31T21:00:00Z'],
])('%s is %s in Jakarta', (text, expected) => {
  expect(read(text)).toBe(expected);
});

test.each([
  '',
  'x',
  '*-',
  '*-8',
  '*-0.5d',
  '*+8h junk',
  '31-nov-2026',
  't+25:61',
  '2026-13-01',
  '*-1wd',
  '1-nov-2026 06:00+07:00',
])('"%s" is no time of the part of the grammar that means the same to everybody', (text) => {
  expect(read(text)).toBeUndefined();
});

/** Strings of the grammar's part that is common to both; the demo plant reads them by code of its own. */
const base = fc.constantFrom(
  ...'* t y today yesterday monday tue wed friday sunday 06:00 23:59:30'.split(' '),
  '1-nov-2026',
  '5-jan-2025 12:34',
  '24-aug-2025 09:50:00',
  '2026-03-29 01:30',
  '2025-10-26',
);
const amount = fc.oneof(fc.integer({ min: 1, max: 400 }), fc.constantFrom(0.5, 1.25, 2.75));
const step = fc
  .tuple(
    fc.constantFrom('+', '-'),
    amount,
    fc.constantFrom(...'s m min h hours d w mo y days second minutes week months'.split(' ')),
  )
  .filter(
    ([, size, unit]) => Number.isInteger(size) || /^(s|m|min|h|hours|second|minutes)$/.test(unit),
  )
  .map(([sign, size, unit]) => `${sign}${size}${unit}`);
const clockStep = fc.constantFrom('+06:30', '-01:00', '+23:59:59', '-1.12:00', '+06:30:15.5');
const piTime = fc.oneof(
  fc.tuple(base, fc.array(step, { maxLength: 3 })).map(([start, steps]) => start + steps.join('')),
  fc
    .tuple(fc.constantFrom('*', 't', 'y', 'mon', '06:00', "'1-nov-2025'"), clockStep)
    .map(([start, clock]) => start + clock),
  fc
    .tuple(
      fc.constantFrom('2026-03-29 01:30', '2025-11-02t06:00'),
      fc.constantFrom('z', '+07:00', '-0330'),
    )
    .map(([start, zone]) => start + zone),
  fc.array(step, { minLength: 1, maxLength: 2 }).map((steps) => steps.join('')),
);

test('every time is the instant the demo plant’s own parser makes of it, whatever the zone', () => {
  const now = { min: new Date('2020-01-01'), max: new Date('2027-12-31'), noInvalidDate: true };
  fc.assert(
    fc.property(
      piTime,
      fc.date(now),
      fc.constantFrom('Asia/Jakarta', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'),
      (text, at, timeZone) => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(
          timeZone,
        );
        const ours = parsePiTime(text, zoned)?.epochMilliseconds;
        const theirs = msFromInstant(
          parseTime(text, { now: instantFromMs(at.getTime()), timeZone }),
        );
        expect(ours).toBe(Math.round(theirs));
      },
    ),
    { numRuns: 1500 },
  );
});

test('nothing that is written makes it throw', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 60 }), (text) => {
      read(text.toLowerCase());
    }),
  );
});
