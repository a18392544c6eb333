import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatInstant, instantFromMs } from './instant.ts';
import { parseTime, parseTimeRange } from './parse-time.ts';
import { TimeError } from './time-error.ts';
import { resolveTimeZone } from './time-zone.ts';

/** Tuesday 18 November 2025, 15:32:05.1234567 in Berlin. */
const NOW = instantFromMs(Date.parse('2025-11-18T14:32:05.123Z'), 4567);

function read(text: string, timeZone = 'Europe/Berlin', now = NOW): string {
  return formatInstant(parseTime(text, { now, timeZone }));
}

describe('a base alone', () => {
  test.each([
    ['*', '2025-11-18T14:32:05.1234567Z'],
    ['', '2025-11-18T14:32:05.1234567Z'],
    ['t', '2025-11-17T23:00:00Z'],
    ['TODAY', '2025-11-17T23:00:00Z'],
    ['y', '2025-11-16T23:00:00Z'],
    ['Yesterday', '2025-11-16T23:00:00Z'],
    ['tue', '2025-11-17T23:00:00Z'],
    ['Wednesday', '2025-11-11T23:00:00Z'],
    ['mon', '2025-11-16T23:00:00Z'],
    ['jan', '2025-01-17T23:00:00Z'],
    ['feb 5', '2025-02-04T23:00:00Z'],
    ['5', '2025-11-04T23:00:00Z'],
    ['2025', '2024-12-31T23:00:00Z'],
    ['08:00', '2025-11-18T07:00:00Z'],
    ['10:00:00:123', '2025-11-18T09:00:00.123Z'],
  ])('%s', (text, expected) => expect(read(text)).toBe(expected));
});

describe('a date', () => {
  test.each([
    ['5-jan-92 12:34', '1992-01-05T11:34:00Z'],
    ['1-jan-2025', '2024-12-31T23:00:00Z'],
    ['24-aug-2012 09:50:00', '2012-08-24T07:50:00Z'],
    ['2025-01-05', '2025-01-04T23:00:00Z'],
    ['2025-01-05T10:00:00.1234567Z', '2025-01-05T10:00:00.1234567Z'],
    ['2025-01-05T10:00:00+07:00', '2025-01-05T03:00:00Z'],
    ['1/5/2025 3:04:05 PM', '2025-01-05T14:04:05Z'],
    ['January 5, 2025 10:00', '2025-01-05T09:00:00Z'],
    ['Sun, 05 Jan 2025 10:00:00 GMT', '2025-01-05T10:00:00Z'],
    ["'1-jan-2025 10:00'", '2025-01-01T09:00:00Z'],
  ])('%s', (text, expected) => expect(read(text)).toBe(expected));
});

describe('offsets', () => {
  test.each([
    ['*-8h', '2025-11-18T06:32:05.1234567Z'],
    ['-8h', '2025-11-18T06:32:05.1234567Z'],
    ['* - 8 hours', '2025-11-18T06:32:05.1234567Z'],
    ['*-1d+2h', '2025-11-17T16:32:05.1234567Z'],
    ['*-1d12h', '2025-11-17T02:32:05.1234567Z'],
    ['y+16h30m', '2025-11-17T15:30:00Z'],
    ['*-1.5h', '2025-11-18T13:02:05.1234567Z'],
    ['*-500ms', '2025-11-18T14:32:04.6234567Z'],
    ['*-1mo', '2025-10-18T13:32:05.1234567Z'],
    ['*-1y', '2024-11-18T14:32:05.1234567Z'],
    ['*-2w', '2025-11-04T14:32:05.1234567Z'],
    ['*-1wd', '2025-11-17T14:32:05.1234567Z'],
    ['*-1yd', '2025-11-17T14:32:05.1234567Z'],
    ['*-00:10', '2025-11-18T14:22:05.1234567Z'],
    ['*-1.06:00:00.5', '2025-11-17T08:32:04.6234567Z'],
    ['t+8', '2025-11-18T07:00:00Z'],
    ['monday+8h', '2025-11-17T07:00:00Z'],
    ['2025-01-05-8h', '2025-01-04T15:00:00Z'],
    ['1-jan-2025 + 8h', '2025-01-01T07:00:00Z'],
    ["'1-jan-2025'+08:00", '2025-01-01T07:00:00Z'],
    ['"1-jan-2025 10:00"-1d', '2024-12-31T09:00:00Z'],
  ])('%s', (text, expected) => expect(read(text)).toBe(expected));
});

describe('daylight saving', () => {
  // The clocks went back on 26 October 2025 in Berlin, and on 2 November in New York.
  const afterChange = instantFromMs(Date.parse('2025-10-26T12:00:00Z'));
  test.each([
    ['Europe/Berlin', '*-1d', '2025-10-25T11:00:00Z'],
    ['Europe/Berlin', '*-24h', '2025-10-25T12:00:00Z'],
    ['Europe/Berlin', 't', '2025-10-25T22:00:00Z'],
    ['Europe/Berlin', 't+1d', '2025-10-26T23:00:00Z'],
    ['Europe/Berlin', 't+24h', '2025-10-26T22:00:00Z'],
    ['Asia/Jakarta', '*-1d', '2025-10-25T12:00:00Z'],
    ['Asia/Jakarta', 't', '2025-10-25T17:00:00Z'],
  ])('in %s %s', (zone, text, expected) => {
    expect(read(text, zone, afterChange)).toBe(expected);
  });

  test('in New York a day before the change is 25 hours before', () => {
    const now = instantFromMs(Date.parse('2025-11-02T17:00:00Z'));
    expect(read('*-1d', 'America/New_York', now)).toBe('2025-11-01T16:00:00Z');
  });

  test('a time the clocks skip is the time they show instead', () => {
    expect(read('2025-03-30 02:30')).toBe('2025-03-30T01:30:00Z');
  });

  test('a time the clocks show twice is standard time', () => {
    expect(read('2025-10-26 02:30')).toBe('2025-10-26T01:30:00Z');
  });
});

describe('zones', () => {
  test.each([
    ['W. Europe Standard Time', 'Europe/Berlin'],
    ['eastern standard time', 'America/New_York'],
    ['SE Asia Standard Time', 'Asia/Bangkok'],
    ['asia/jakarta', 'Asia/Jakarta'],
    ['UTC', 'UTC'],
  ])('%s is %s', (name, zone) => expect(resolveTimeZone(name)).toBe(zone));

  test('an unknown one is refused', () => {
    expect(() => resolveTimeZone('Middle Earth')).toThrow(TimeError);
  });
});

describe('a range', () => {
  const context = { now: NOW, timeZone: 'UTC' };
  test('a start that is only an offset counts from now, an end that is only one from the start', () => {
    const { start, end } = parseTimeRange('-8h', '+1h', context);
    expect(formatInstant(start)).toBe('2025-11-18T06:32:05.1234567Z');
    expect(formatInstant(end)).toBe('2025-11-18T07:32:05.1234567Z');
  });

  test('an end with a base does not care about the start', () => {
    const { end } = parseTimeRange('2025-01-01', '*-1h', context);
    expect(formatInstant(end)).toBe('2025-11-18T13:32:05.1234567Z');
  });
});

describe('what is no time', () => {
  test.each([
    'bogus',
    '*-',
    '*8h',
    '-',
    '31',
    '0',
    '1969',
    '99999',
    '24:00',
    '12:60',
    '*-1.5d',
    '*-1.5mo',
    '*-3 parsecs',
    '30-feb-2025',
    '2025-13-01',
    "'1-jan-2025",
    '*-999999999y',
    'tuesdayish',
    '1e5',
  ])('%s', (text) => {
    expect(() => read(text)).toThrow(`The specified time '${text}' is not valid.`);
  });

  test('no text makes the reader fail in another way, or wait', () => {
    const words = fc.constantFrom(
      '*',
      't',
      '-',
      '+',
      '8h',
      'jan',
      '2025',
      ' ',
      ':',
      "'",
      '.',
      'mo',
    );
    const anyText = fc.oneof(
      fc.string({ maxLength: 300 }),
      fc.array(words).map((w) => w.join('')),
    );
    fc.assert(
      fc.property(anyText, (text) => {
        try {
          expect(Number.isFinite(parseTime(text, { now: NOW, timeZone: 'UTC' }))).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(TimeError);
        }
      }),
    );
  });
});

test('every instant the server writes is read back to the tick', () => {
  const anyMs = fc.integer({ min: Date.UTC(1995, 0, 1), max: Date.UTC(2045, 0, 1) });
  fc.assert(
    fc.property(anyMs, fc.integer({ min: 0, max: 9_999 }), (ms, ticks) => {
      const at = instantFromMs(ms, ticks);
      expect(parseTime(formatInstant(at), { now: NOW, timeZone: 'Asia/Jakarta' })).toBe(at);
    }),
  );
});
