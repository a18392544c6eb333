import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatAge, formatInstant, formatRange } from './format-instant.ts';
import { decimalsOf, formatCellNumber, formatNumber } from './format-number.ts';
import { parseBucket, parseInterval } from './parse-interval.ts';

const NOW = new Date('2026-11-22T07:32:05Z');

describe('numbers', () => {
  test.each([
    [612.4371, 1, '612.4', '612,4'],
    [612.4371, -5, '612.44', '612,44'],
    [50, -5, '50', '50'],
    [50, 2, '50.00', '50,00'],
    [1234567.8, 0, '1,234,568', '1.234.568'],
    [123456.7, -5, '123,457', '123.457'],
    [0.000123456, -3, '0.000123', '0,000123'],
    [-0.04, 1, '0.0', '0,0'],
    [-3.16, 1, '-3.2', '-3,2'],
    [0, -5, '0', '0'],
    [2.345678, null, '2.3457', '2,3457'],
    [Number.NaN, 1, '–', '–'],
    [Infinity, 1, '–', '–'],
  ])('%d with display digits %s', (value, digits, english, indonesian) => {
    expect(formatNumber(value, digits, 'en')).toBe(english);
    expect(formatNumber(value, digits, 'id')).toBe(indonesian);
  });

  test('a number read back is the number, within its rounding, and never has an exponent', () => {
    const plantNumber = fc.double({ min: -1e12, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(plantNumber, fc.integer({ min: -15, max: 10 }), (value, digits) => {
        fc.pre(Math.abs(value) > 1e-8 || value === 0);
        for (const [language, group, point] of [
          ['en', ',', '.'],
          ['id', '.', ','],
        ] as const) {
          const text = formatNumber(value, digits, language);
          expect(text).toMatch(/^-?\d{1,3}(?:[.,]\d{3})*(?:[.,]\d+)?$/);
          const back = Number(text.replaceAll(group, '').replace(point, '.'));
          const half = 0.5 * 10 ** -decimalsOf(value, digits);
          expect(Math.abs(back - value)).toBeLessThanOrEqual(
            half * (1 + 1e-9) + Math.abs(value) * 1e-15,
          );
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('a number in a query’s table keeps its digits together', () => {
    expect(formatCellNumber(2026, 'en')).toBe('2026');
    expect(formatCellNumber(1234.5678, 'id')).toBe('1234,568');
    expect(formatCellNumber(0.00001234, 'en')).toBe('0.00001234');
  });
});

describe('times', () => {
  test.each([
    ['2026-11-22T07:32:05.1234567Z', '14:32:05 WIB', '14.32.05 WIB'],
    ['2026-11-21T07:32:05Z', '21 Nov 14:32:05 WIB', '21 Nov 14.32.05 WIB'],
    ['2025-08-01T17:00:00Z', '2 Aug 2025 00:00:00 WIB', '2 Agu 2025 00.00.00 WIB'],
    ['not a time', '–', '–'],
  ])('%s', (iso, english, indonesian) => {
    expect(formatInstant(iso, 'Asia/Jakarta', 'en', NOW)).toBe(english);
    expect(formatInstant(iso, 'Asia/Jakarta', 'id', NOW)).toBe(indonesian);
  });

  test.each([
    ['Asia/Makassar', '15:32:05 WITA'],
    ['Asia/Jayapura', '16:32:05 WIT'],
    ['UTC', '07:32:05 UTC'],
    ['Europe/Berlin', '08:32:05 CET'],
    ['Asia/Kolkata', '13:02:05 UTC+5:30'],
  ])('a site in %s reads %s', (zone, text) => {
    expect(formatInstant(NOW.toISOString(), zone, 'en', NOW)).toBe(text);
  });

  test('the clock shown is the zone’s own, whatever the season', () => {
    const zones = ['Asia/Jakarta', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe'];
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2000-01-01'), max: new Date('2040-01-01'), noInvalidDate: true }),
        fc.constantFrom(...zones),
        (at, timeZone) => {
          const clock = at.toLocaleTimeString('en-GB', { timeZone, hour12: false });
          expect(formatInstant(at.toISOString(), timeZone, 'en', at)).toContain(clock);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('a range says its day once, and both where it has two', () => {
    const format = { timeZone: 'Asia/Jakarta', language: 'en', now: NOW } as const;
    const range = (start: string, end: string) => formatRange({ start, end }, format);
    expect(range('2026-11-21T23:00:00Z', '2026-11-22T07:00:00Z')).toBe('06:00–14:00 WIB');
    expect(range('2026-11-20T23:00:00Z', '2026-11-21T07:00:00Z')).toBe('21 Nov 06:00–14:00 WIB');
    expect(range('2026-11-20T17:00:00Z', '2026-11-21T17:00:00Z')).toBe(
      '21 Nov 00:00 – 22 Nov 00:00 WIB',
    );
  });

  test.each([
    [5_000, '5 s', '5 dtk'],
    [28 * 60_000 + 59_000, '28 min', '28 mnt'],
    [3_600_000, '1 h', '1 jam'],
    [47 * 3_600_000, '47 h', '47 jam'],
    [72 * 3_600_000, '3 d', '3 hari'],
    [-5, '0 s', '0 dtk'],
  ])('%d ms ago is %s', (ms, english, indonesian) => {
    expect(formatAge(ms, 'en')).toBe(english);
    expect(formatAge(ms, 'id')).toBe(indonesian);
  });
});

describe('intervals', () => {
  test('are read in both languages and refused when they are none', () => {
    expect(parseInterval('15m')).toBe(900_000);
    expect(parseInterval('1 jam')).toBe(3_600_000);
    expect(parseInterval('1d')).toBe(86_400_000);
    for (const text of ['', 'soon', '0s', '500ms', '5y'])
      expect(() => parseInterval(text)).toThrow();
  });

  test('a bucket is written as data sources take it', () => {
    expect(
      ['15m', '1 jam', '90m', '30s', '1d', '2 minggu', '1mo', '1 tahun'].map(parseBucket),
    ).toEqual(['15m', '1h', '90m', '30s', '1d', '2w', '1mo', '1y']);
    for (const text of ['1d2h', '500ms', 'x']) expect(() => parseBucket(text)).toThrow(/interval/);
  });
});
