import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TICKS_PER_HOUR, TICKS_PER_MINUTE, formatInstant, instantFromMs } from './instant.ts';
import { TimeError } from './time-error.ts';
import { addTimeSpan, parseTimeSpan, signOfTimeSpan } from './time-span.ts';

const NONE = { months: 0, days: 0, ticks: 0 };

describe('an interval', () => {
  test.each([
    ['1h', { ...NONE, ticks: TICKS_PER_HOUR }],
    ['15m', { ...NONE, ticks: 15 * TICKS_PER_MINUTE }],
    ['0.5h', { ...NONE, ticks: 30 * TICKS_PER_MINUTE }],
    ['1d', { ...NONE, days: 1 }],
    ['2w', { ...NONE, days: 14 }],
    ['1mo', { ...NONE, months: 1 }],
    ['1 month', { ...NONE, months: 1 }],
    ['1y', { ...NONE, months: 12 }],
    ['-1d', { ...NONE, days: -1 }],
    ['1d12h', { ...NONE, days: 1, ticks: 12 * TICKS_PER_HOUR }],
    ['1d-2h', { ...NONE, days: 1, ticks: -2 * TICKS_PER_HOUR }],
    ['00:10:00', { ...NONE, ticks: 10 * TICKS_PER_MINUTE }],
    ['1.06:00', { ...NONE, days: 1, ticks: 6 * TICKS_PER_HOUR }],
    ['10', { ...NONE, ticks: 10 * TICKS_PER_HOUR }],
    ['', NONE],
  ])('%s', (text, expected) => expect(parseTimeSpan(text)).toEqual(expected));

  test.each(['h', '1.5d', '5 parsecs', '1h foo', '00:99', '--1h', '*', '1h-'])(
    '%s is none',
    (text) => {
      expect(() => parseTimeSpan(text)).toThrow(TimeError);
    },
  );

  test('has a sign', () => {
    expect(signOfTimeSpan(parseTimeSpan('-1d'))).toBe(-1);
    expect(signOfTimeSpan(parseTimeSpan('0s'))).toBe(0);
  });
});

describe('adding', () => {
  // Berlin's clocks went forward in the night to 30 March 2025.
  const before = instantFromMs(Date.parse('2025-03-29T12:00:00Z'));
  test('a day keeps the wall clock, 24 hours do not', () => {
    const later = (text: string): string =>
      formatInstant(addTimeSpan(before, parseTimeSpan(text), 'Europe/Berlin'));
    expect(later('1d')).toBe('2025-03-30T11:00:00Z');
    expect(later('24h')).toBe('2025-03-30T12:00:00Z');
  });

  test('a month to the end of January ends in February', () => {
    const january = instantFromMs(Date.parse('2025-01-31T12:00:00Z'));
    const month = parseTimeSpan('1mo');
    expect(formatInstant(addTimeSpan(january, month, 'UTC'))).toBe('2025-02-28T12:00:00Z');
    expect(formatInstant(addTimeSpan(january, month, 'UTC', 2))).toBe('2025-03-31T12:00:00Z');
  });

  test('and taking away again leads back, in a zone without daylight saving', () => {
    const anySpan = fc.record({
      months: fc.constant(0),
      days: fc.integer({ min: -400, max: 400 }),
      ticks: fc.integer({ min: -1e12, max: 1e12 }),
    });
    fc.assert(
      fc.property(anySpan, (span) => {
        const there = addTimeSpan(before, span, 'Asia/Jakarta');
        expect(addTimeSpan(there, span, 'Asia/Jakarta', -1)).toBe(before);
      }),
    );
  });
});
