import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseTimeRange, readTimeRange, type RangeProblem } from './time-range.ts';

/** A Sunday, 14:32:05 at the site. */
const NOW = new Date('2026-11-22T07:32:05Z');
const JAKARTA = { now: NOW, timeZone: 'Asia/Jakarta' };

/** Site time without zone, as `2026-11-22 06:00`. */
function site(local: string): string {
  return new Date(`${local.replace(' ', 'T')}+07:00`).toISOString().replace('.000Z', 'Z');
}

function read(text: string): [string, string] | RangeProblem {
  const result = readTimeRange(text, JAKARTA);
  return result.ok ? [result.range.start, result.range.end] : result.problem;
}

const NOW_ISO = '2026-11-22T07:32:05Z';

test.each([
  ['8h', '2026-11-22 06:32:05'],
  ['8 h', '2026-11-22 06:32:05'],
  ['30m', '2026-11-22 14:02:05'],
  ['1h30m', '2026-11-22 13:02:05'],
  ['2d', '2026-11-20 14:32:05'],
  ['1w', '2026-11-15 14:32:05'],
  ['1mo', '2026-10-22 14:32:05'],
  ['1y', '2025-11-22 14:32:05'],
  ['0.5h', '2026-11-22 14:02:05'],
  ['1,5 jam', '2026-11-22 13:02:05'],
  ['8 jam', '2026-11-22 06:32:05'],
  ['8 jam terakhir', '2026-11-22 06:32:05'],
  ['selama 8 jam terakhir', '2026-11-22 06:32:05'],
  ['last 8 hours', '2026-11-22 06:32:05'],
  ['for the last 8 hours', '2026-11-22 06:32:05'],
  ['past 2 days', '2026-11-20 14:32:05'],
  ['last hour', '2026-11-22 13:32:05'],
  ['an hour', '2026-11-22 13:32:05'],
  ['sejam', '2026-11-22 13:32:05'],
  ['sehari', '2026-11-21 14:32:05'],
  ['setengah jam', '2026-11-22 14:02:05'],
  ['30 menit', '2026-11-22 14:02:05'],
  ['1 minggu', '2026-11-15 14:32:05'],
  ['2 bulan', '2026-09-22 14:32:05'],
  ['today', '2026-11-22 00:00'],
  ['Hari Ini', '2026-11-22 00:00'],
  ['since 06:00', '2026-11-22 06:00'],
  ['since 6', '2026-11-22 06:00'],
  ['since 6am', '2026-11-22 06:00'],
  ['sejak 06.00', '2026-11-22 06:00'],
  ['sejak jam 6 pagi', '2026-11-22 06:00'],
  ['dari jam 6', '2026-11-22 06:00'],
  ['mulai pukul 06.30', '2026-11-22 06:30'],
  ['since 22:00', '2026-11-21 22:00'],
  ['since yesterday', '2026-11-21 00:00'],
  ['sejak kemarin', '2026-11-21 00:00'],
  ['since kemarin 18:00', '2026-11-21 18:00'],
  ['sejak 2 jam lalu', '2026-11-22 12:32:05'],
  ['since monday', '2026-11-16 00:00'],
  ['since 1 nov', '2026-11-01 00:00'],
  ['since 2026-11-01', '2026-11-01 00:00'],
  ['this week', '2026-11-16 00:00'],
  ['minggu ini', '2026-11-16 00:00'],
  ['this month', '2026-11-01 00:00'],
  ['bulan ini', '2026-11-01 00:00'],
  ['this year', '2026-01-01 00:00'],
  ['yesterday to now', '2026-11-21 00:00'],
  ['kemarin sampai sekarang', '2026-11-21 00:00'],
  ['06:00 - now', '2026-11-22 06:00'],
  ['hari minggu', '2026-11-22 00:00'],
  ['november', '2026-11-01 00:00'],
  ['*-8h', '2026-11-22 06:32:05'],
  ['* - 8h', '2026-11-22 06:32:05'],
  ['-8h', '2026-11-22 06:32:05'],
  ['t', '2026-11-22 00:00'],
  ['t+6h', '2026-11-22 06:00'],
  ['y+6h', '2026-11-21 06:00'],
  ['y+16h30m', '2026-11-21 16:30'],
  ['*-1d+2h', '2026-11-21 16:32:05'],
  ['*-1d to *', '2026-11-21 14:32:05'],
  ['mon+6h', '2026-11-16 06:00'],
  ['1-nov-2026 06:00', '2026-11-01 06:00'],
  ['2026-11-22T06:00:00+07:00', '2026-11-22 06:00'],
  ['2026-11-21T23:00:00Z', '2026-11-22 06:00'],
])('"%s" reaches from %s to now', (text, start) => {
  expect(read(text)).toEqual([site(start), NOW_ISO]);
});

test.each([
  ['yesterday', '2026-11-21 00:00', '2026-11-22 00:00'],
  ['kemarin', '2026-11-21 00:00', '2026-11-22 00:00'],
  ['y', '2026-11-21 00:00', '2026-11-22 00:00'],
  ['kemarin lusa', '2026-11-20 00:00', '2026-11-21 00:00'],
  ['last week', '2026-11-09 00:00', '2026-11-16 00:00'],
  ['minggu lalu', '2026-11-09 00:00', '2026-11-16 00:00'],
  ['last month', '2026-10-01 00:00', '2026-11-01 00:00'],
  ['bulan lalu', '2026-10-01 00:00', '2026-11-01 00:00'],
  ['06:00-14:00', '2026-11-22 06:00', '2026-11-22 14:00'],
  ['06.00 - 14.00', '2026-11-22 06:00', '2026-11-22 14:00'],
  ['06:00–14:00', '2026-11-22 06:00', '2026-11-22 14:00'],
  ['06:00 to 14:00', '2026-11-22 06:00', '2026-11-22 14:00'],
  ['jam 6 sampai jam 14', '2026-11-22 06:00', '2026-11-22 14:00'],
  ['dari jam 6 sampai 14', '2026-11-22 06:00', '2026-11-22 14:00'],
  ['6am-2pm', '2026-11-22 06:00', '2026-11-22 14:00'],
  ['22:00-06:00', '2026-11-21 22:00', '2026-11-22 06:00'],
  ['kemarin 06:00-14:00', '2026-11-21 06:00', '2026-11-21 14:00'],
  ['06:00-14:00 kemarin', '2026-11-21 06:00', '2026-11-21 14:00'],
  ['kemarin 22:00-06:00', '2026-11-21 22:00', '2026-11-22 06:00'],
  ['1 nov - 3 nov', '2026-11-01 00:00', '2026-11-04 00:00'],
  ['1 nov to 3 nov', '2026-11-01 00:00', '2026-11-04 00:00'],
  ['1-3 nov', '2026-11-01 00:00', '2026-11-04 00:00'],
  ['1 - 3 November 2026', '2026-11-01 00:00', '2026-11-04 00:00'],
  ['1 agustus s/d 3 agustus', '2026-08-01 00:00', '2026-08-04 00:00'],
  ['1 okt - 3 okt', '2026-10-01 00:00', '2026-10-04 00:00'],
  ['1 mei sampai 2 mei', '2026-05-01 00:00', '2026-05-03 00:00'],
  ['28 dec - 3 jan', '2025-12-28 00:00', '2026-01-04 00:00'],
  ['1 dec', '2025-12-01 00:00', '2025-12-02 00:00'],
  ['1 nov', '2026-11-01 00:00', '2026-11-02 00:00'],
  ['nov 1', '2026-11-01 00:00', '2026-11-02 00:00'],
  ['1 nov 2025', '2025-11-01 00:00', '2025-11-02 00:00'],
  ['1/11/2026', '2026-11-01 00:00', '2026-11-02 00:00'],
  ['1/11/2026 - 3/11/2026', '2026-11-01 00:00', '2026-11-04 00:00'],
  ['1/11', '2026-11-01 00:00', '2026-11-02 00:00'],
  ['2026-11-01', '2026-11-01 00:00', '2026-11-02 00:00'],
  ['2026-11-01/2026-11-03', '2026-11-01 00:00', '2026-11-04 00:00'],
  ['2026-11-01 06:00 - 2026-11-01 14:00', '2026-11-01 06:00', '2026-11-01 14:00'],
  ['1 nov 06:00 - 3 nov 18:00', '2026-11-01 06:00', '2026-11-03 18:00'],
  ['1 nov 06:00 - 14:00', '2026-11-01 06:00', '2026-11-01 14:00'],
  ['oktober', '2026-10-01 00:00', '2026-11-01 00:00'],
  ['monday', '2026-11-16 00:00', '2026-11-17 00:00'],
  ['senin', '2026-11-16 00:00', '2026-11-17 00:00'],
  ['*-2d to *-1d', '2026-11-20 14:32:05', '2026-11-21 14:32:05'],
  ['y to t', '2026-11-21 00:00', '2026-11-22 00:00'],
  ['y+6h to y+14h', '2026-11-21 06:00', '2026-11-21 14:00'],
  ['-8h to +2h', '2026-11-22 06:32:05', '2026-11-22 08:32:05'],
  ['1-nov-2026 06:00 to 1-nov-2026 14:00', '2026-11-01 06:00', '2026-11-01 14:00'],
])('"%s" is %s to %s', (text, start, end) => {
  const [from, to] = read(text) as [string, string];
  const cutEnd = site(end) > NOW_ISO ? NOW_ISO : site(end);
  expect([from, to]).toEqual([site(start), cutEnd]);
});

test.each<[string, RangeProblem]>([
  ['', 'unclear'],
  ['soon', 'unclear'],
  ['20', 'unclear'],
  ['31 nov', 'unclear'],
  ['13/25/2026', 'unclear'],
  ['25:00-26:00', 'unclear'],
  ['0h', 'unclear'],
  ['2d2x', 'unclear'],
  ['0.5d', 'unclear'],
  ['__proto__', 'unclear'],
  ['constructor', 'unclear'],
  ["'; DROP TABLE users", 'unclear'],
  ['tomorrow', 'unclear'],
  ['since 1 dec 2026', 'future'],
  ['2027-01-01', 'future'],
  ['t+1d', 'future'],
  ['*', 'unclear'],
  ['* to *-8h', 'backwards'],
  ['3 nov 2026 - 1 nov 2026', 'backwards'],
  ['3 nov - 1 nov', 'backwards'],
  ['3y', 'too_long'],
  ['since 1 jan 2020', 'too_long'],
  ['1 jan 1950', 'too_old'],
])('"%s" is refused as %s', (text, problem) => {
  expect(read(text)).toBe(problem);
});

test('a day that the clocks change is as long as it was at the site', () => {
  const berlin = { now: new Date('2026-10-26T12:00:00Z'), timeZone: 'Europe/Berlin' };
  const long = readTimeRange('yesterday', berlin);
  expect(long).toEqual({
    ok: true,
    range: { start: '2026-10-24T22:00:00Z', end: '2026-10-25T23:00:00Z' },
  });
  const afterwards = { ...berlin, now: new Date('2026-03-29T12:00:00Z') };
  // Eight hours are eight hours of the clock on the wall of a laboratory, a day is a day of the site.
  expect(readTimeRange('24h', afterwards)).toMatchObject({
    range: { start: '2026-03-28T12:00:00Z' },
  });
  expect(readTimeRange('1d', afterwards)).toMatchObject({
    range: { start: '2026-03-28T13:00:00Z' },
  });
});

test('a night shift that asks since 22:00 at two in the morning means the evening before', () => {
  const night = { now: new Date('2026-11-21T19:00:00Z'), timeZone: 'Asia/Jakarta' };
  expect(readTimeRange('since 22:00', night)).toEqual({
    ok: true,
    range: { start: site('2026-11-21 22:00'), end: '2026-11-21T19:00:00Z' },
  });
});

test('for a forecast, a range may end in the future', () => {
  const result = readTimeRange('*-1h to *+6h', { ...JAKARTA, allowFuture: true });
  expect(result).toEqual({
    ok: true,
    range: { start: '2026-11-22T06:32:05Z', end: '2026-11-22T13:32:05Z' },
  });
  expect(read('*-1h to *+6h')).toEqual(['2026-11-22T06:32:05Z', NOW_ISO]);
});

test('a range an admin saved wrong is told with what would be right', () => {
  expect(() => parseTimeRange('soonish', NOW, 'Asia/Jakarta')).toThrow(/8h, yesterday/);
});

const WORD = fc.constantFrom(
  ...'8 h 8h jam since sejak - to sampai 06:00 6 nov 1 3 31 kemarin today * t y +6h -1d last terakhir'.split(
    ' ',
  ),
  ...'this week minggu ini 2026 2026-11-01 1/11/2026 99999999 now \u202e é 🙂 s/d / .. monday'.split(
    ' ',
  ),
);

describe('whatever is written', () => {
  test('reading a range never throws, and a range that is read starts before it ends', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ maxLength: 90, unit: 'grapheme' }),
          fc.array(WORD, { maxLength: 7 }).map((words) => words.join(' ')),
          fc.array(WORD, { maxLength: 5 }).map((words) => words.join('')),
        ),
        fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
        fc.constantFrom('Asia/Jakarta', 'Europe/Berlin', 'America/Santiago', 'UTC'),
        (text, now, timeZone) => {
          const result = readTimeRange(text, { now, timeZone });
          if (!result.ok) return;
          const start = Date.parse(result.range.start);
          const end = Date.parse(result.range.end);
          expect(start).toBeLessThan(end);
          expect(end).toBeLessThanOrEqual(now.getTime());
        },
      ),
      { numRuns: 1500 },
    );
  });

  test('a hundred kilobytes are refused at once', () => {
    expect(read('8h '.repeat(40_000))).toBe('unclear');
    expect(read('9'.repeat(100_000))).toBe('unclear');
  });
});
