import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatInstant, formatNumber } from '../../triggers/index.ts';
import { readTokens } from './read-tokens.ts';
import { toPlainText } from './to-plain-text.ts';

const read = (text: string, language: 'en' | 'id' = 'en') =>
  readTokens(toPlainText(text), { language }).map((token) => {
    switch (token.kind) {
      case 'number':
        return [token.value, ...(token.unit === undefined ? [] : [token.unit])];
      case 'time':
        return (
          [token.hour, token.minute, token.second].filter((part) => part !== undefined).join(':') +
          (token.zone ? ` ${token.zone}` : '')
        );
      case 'date':
        return [token.year, token.month, token.day].filter((part) => part !== undefined).join('-');
      case 'duration':
        return `${token.ms / 1000} s`;
    }
  });

describe('what is read of a text', () => {
  test.each([
    ['612.4 MW', [[612.4, 'MW']]],
    ['612,4 MW', [[612.4, 'MW']]],
    ['1,234 t/h', [[1234, 't/h']]],
    ['1,234.5 m³/h', [[1234.5, 'm3/h']]],
    ['1.234,5 kPa', [[1234.5, 'kPa']]],
    [
      '-3.5 °C and −4 °C',
      [
        [-3.5, '°C'],
        [-4, '°C'],
      ],
    ],
    ['500-600 MW', [[500], [600, 'MW']]],
    ['500–600 MW', [[500], [600, 'MW']]],
    ['92.8%', [[92.8, '%']]],
    [
      '1.2e3 kg, 1.2×10³ kg, 1.2 x 10^-3 kg',
      [
        [1200, 'kg'],
        [1200, 'kg'],
        [0.0012, 'kg'],
      ],
    ],
    ['two pumps, twenty-five trips, dua puluh lima kali', [[2], [25], [25]]],
    ['six hundred and twelve MW', [[612, 'MW']]],
    ['at 14:32:05 WIB', ['14:32:5 WIB']],
    ['pukul 14.32 WIB', ['14:32 WIB']],
    ['06.00–14.00 WIB', ['6:0', '14:0 WIB']],
    ['3 pm, 3:12 pm, jam 3 sore', ['15', '15:12', '15']],
    ['21 Nov 14:32', ['11-21', '14:32']],
    ['21 November 2026', ['2026-11-21']],
    ['Nov 21, 2026', ['2026-11-21']],
    ['2026-11-21T14:32:05+07:00', ['2026-11-21', '14:32:5 +07:00']],
    ['21/11/2026', ['2026-11-21']],
    ['2 h 10 min', ['7800 s']],
    ['2 hours and 10 minutes', ['7800 s']],
    ['2 h and 3 h', ['7200 s', '10800 s']],
    ['2 jam 10 menit', ['7800 s']],
    ['2h10m', ['7800 s']],
    ['three hours', ['10800 s']],
    ['3 h 12 MW', ['10800 s', [12, 'MW']]],
    ['salah satu, this one, one of them', []],
    ['６１２ MW', [[612, 'MW']]],
    ['٦١٢', [[Number.NaN], [Number.NaN], [Number.NaN]]],
    ['3 trips', [[3]]],
    ['6,12,4 MW', [[Number.NaN, 'MW']]],
  ])('%s', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test('digits with two meanings mean what they mean in the language of the answer', () => {
    expect(read('1.234 MW', 'id')).toEqual([[1234, 'MW']]);
    expect(read('1.234 MW', 'en')).toEqual([[1.234, 'MW']]);
    expect(read('1,234 MW', 'id')).toEqual([[1.234, 'MW']]);
  });

  test('every number that Plantline writes is read as it was written', () => {
    const languages = fc.constantFrom('en' as const, 'id' as const);
    const values = fc
      .double({ min: -1e14, max: 1e14, noNaN: true })
      .filter((value) => value === 0 || Math.abs(value) > 1e-100);
    fc.assert(
      fc.property(values, fc.integer({ min: -9, max: 6 }), languages, (value, digits, language) => {
        const shown = formatNumber(value, digits, language);
        const tokens = readTokens(toPlainText(`Load: ${shown} MW`), { language });
        expect(tokens).toHaveLength(1);
        const [token] = tokens;
        if (token?.kind !== 'number') throw new Error(`${shown} was not read as a number`);
        expect(Math.abs(token.value - value)).toBeLessThanOrEqual(
          token.step * 0.5 * (1 + 1e-6) + Math.abs(value) * 1e-12,
        );
        expect(token.unit).toBe('MW');
      }),
    );
  });

  test('every time that Plantline writes is read as it was written', () => {
    const instants = fc.date({
      min: new Date('2000-01-01'),
      max: new Date('2099-01-01'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(instants, fc.constantFrom('en' as const, 'id' as const), (at, language) => {
        const shown = formatInstant(
          at.toISOString(),
          'Asia/Jakarta',
          language,
          new Date('2026-11-28'),
        );
        const tokens = readTokens(toPlainText(shown), { language });
        const time = tokens.find(({ kind }) => kind === 'time');
        const local = new Date(at.getTime() + 7 * 3_600_000);
        expect(time).toMatchObject({
          hour: local.getUTCHours(),
          minute: local.getUTCMinutes(),
          second: local.getUTCSeconds(),
          zone: 'WIB',
        });
        expect(tokens.every(({ kind }) => kind === 'time' || kind === 'date')).toBe(true);
      }),
    );
  });

  test('no digit of any text is passed over', () => {
    const pieces = fc.constantFrom(
      '1',
      '23',
      '4.5',
      ',',
      '.',
      ' ',
      '-',
      ':',
      'MW',
      'h',
      'Nov',
      '%',
      'at',
      'x',
      'U',
      '/',
      'jam',
      '(',
      'e',
      '^',
      '–',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 14 }), (parts) => {
        const text = toPlainText(parts.join(''));
        const tokens = readTokens(text, { language: 'en' });
        for (const { index } of text.matchAll(/\d/g)) {
          expect(
            tokens.some(({ start, end }) => start <= index && index < end),
            `${text} at ${index}`,
          ).toBe(true);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
