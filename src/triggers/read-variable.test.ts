import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { VariableDefinition } from '../data-sources/index.ts';
import { parseNumber } from './parse-number.ts';
import { readVariable } from './read-variable.ts';

const SAID = { now: new Date('2026-11-20T07:32:05.000Z'), timeZone: 'Asia/Jakarta' };

function read(definition: VariableDefinition, input: string | number | boolean, name = 'x') {
  const result = readVariable(name, definition, input, SAID);
  return result.ok ? result.value : result.problem.kind;
}

const ODD = [
  '',
  ' ',
  '🙂',
  '1️⃣',
  '١٢٣',
  'NaN',
  'Infinity',
  '-Infinity',
  '1e3',
  '0x10',
  '--5',
  '5-',
  '1..5',
  '1,,5',
  '1 2',
  '12 34',
  '.',
  ',',
  '-',
  'x'.repeat(10_000),
  "'; DROP TABLE alarms; --",
  '{tag}',
  '\u0000',
];

describe('a number', () => {
  test.each([
    ['20', 20],
    ['-3.5', -3.5],
    ['−3,5', -3.5],
    ['+7', 7],
    ['0,125', 0.125],
    ['0.500', 0.5],
    [',5', 0.5],
    ['1.234,5', 1234.5],
    ['1,234.5', 1234.5],
    ['1.234.567', 1_234_567],
    ['1,234,567', 1_234_567],
    ['1 234,567', 1234.567],
    ['12 345', 12_345],
    ['1234.5678', 1234.5678],
    ['007', 7],
  ])('"%s" is %d', (text, number) => {
    expect(read({ type: 'number' }, text)).toBe(number);
  });

  test.each(['1.234', '1,234', '-12.500', '999,000'])(
    '"%s" means two things, so it is not guessed',
    (text) => {
      expect(read({ type: 'number' }, text)).toBe('two_readings');
    },
  );

  test('of whole ones, a group of three means but one thing', () => {
    expect(read({ type: 'number', whole: true }, '1.234')).toBe(1234);
    expect(read({ type: 'number', whole: true }, '3,5')).toBe('not_whole');
    expect(read({}, '1.000', 'limit')).toBe(1000);
  });

  test.each([
    ['20 bar', { unit: 'bar' }, 20],
    ['20bar', { unit: 'bar' }, 20],
    ['3,5 BAR', { unit: 'bar' }, 3.5],
    ['80 %', { unit: '%' }, 80],
    ['20 °C', { unit: '°C' }, 20],
    ['20 psi', { unit: 'bar' }, 'other_unit'],
    ['20 bar', {}, 'other_unit'],
    ['20 bar g', { unit: 'bar' }, 'other_unit'],
  ])('"%s" with %j', (text, more, value) => {
    expect(read({ type: 'number', ...more }, text)).toBe(value);
  });

  test('beyond its limits, or what can be kept exactly, is refused', () => {
    expect(read({ type: 'number', min: 0, max: 5 }, '5')).toBe(5);
    expect(read({ type: 'number', min: 0, max: 5 }, '5,1')).toBe('out_of_limits');
    expect(read({ type: 'number', min: 0 }, '-1')).toBe('out_of_limits');
    expect(read({ type: 'number' }, '12345678901234567')).toBe('too_many_digits');
    expect(read({ type: 'number' }, Number.NaN)).toBe('not_a_number');
    expect(read({}, 1001, 'limit')).toBe('out_of_limits');
    expect(read({}, 2.5, 'limit')).toBe('not_whole');
  });

  test.each(ODD.map((text) => [text.slice(0, 30), text]))('%j is no number', (_shown, text) => {
    const result = read({ type: 'number' }, text);
    expect(typeof result).toBe('string');
  });

  test('is read as what it was written as, in both ways of writing', () => {
    const number = fc.double({ min: -1e9, max: 1e9, noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(
        number,
        fc.constantFrom('en', 'id'),
        fc.integer({ min: 0, max: 5 }),
        (value, language, digits) => {
          const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
          const written = new Intl.NumberFormat(language, options).format(value);
          const result = parseNumber(written);
          const meant = Number(value.toFixed(digits));
          if (result.ok) expect(result.number).toBeCloseTo(meant, digits);
          else expect(result.problem).toBe('two_readings');
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('an instant', () => {
  test.each([
    ['06:00', '2026-11-19T23:00:00.000Z'],
    ['22:00', '2026-11-19T15:00:00.000Z'],
    ['yesterday 14:30', '2026-11-19T07:30:00.000Z'],
    ['kemarin jam 3 sore', '2026-11-19T08:00:00.000Z'],
    ['1 nov 08:00', '2026-11-01T01:00:00.000Z'],
    ['kemarin', '2026-11-18T17:00:00.000Z'],
    ['jam 6', '2026-11-19T23:00:00.000Z'],
    ['3 jam lalu', '2026-11-20T04:32:05.000Z'],
    ['*-8h', '2026-11-19T23:32:05.000Z'],
    ['now', '2026-11-20T07:32:05.000Z'],
    ['2026-11-01T00:00:00Z', '2026-11-01T00:00:00.000Z'],
  ])('"%s" is %s', (text, at) => {
    expect(read({ type: 'instant' }, text)).toEqual(new Date(at));
  });

  const wrong = [...ODD.filter((text) => text.trim() !== ''), '31 nov', '25:00', 'soonish', '8'];
  test.each(wrong.map((text) => [text.slice(0, 30), text]))('%j is none', (_shown, text) => {
    expect(read({ type: 'instant' }, text)).toBe('not_an_instant');
  });

  test('has limits that move with the time', () => {
    const recent = { type: 'instant', min: '*-2d', max: '*' } as const;
    expect(read(recent, 'yesterday 14:30')).toBeInstanceOf(Date);
    expect(read(recent, '1 nov 08:00')).toBe('too_early');
    expect(read(recent, '*+1h')).toBe('too_late');
  });
});

describe('a text', () => {
  test('is itself, never more and never less', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), (text) => {
        const said = text.trim();
        const result = read({ type: 'text' }, said);
        if (said === '') expect(result).toBe('empty');
        else if (/\p{Cc}/u.test(said)) expect(result).toBe('character');
        else expect(result).toBe(said);
      }),
    );
  });

  test('has a length and characters', () => {
    expect(read({ type: 'text', maxLength: 3 }, 'ab🙂')).toBe('ab🙂');
    expect(read({ type: 'text', maxLength: 3 }, 'abc🙂')).toBe('too_long');
    expect(read({ type: 'text' }, 'x'.repeat(10_000))).toBe('too_long');
    const allowed = { type: 'text', allowed: 'A-Z0-9_.-' } as const;
    expect(read(allowed, 'FIC-101.PV_2')).toBe('FIC-101.PV_2');
    expect(read(allowed, 'fic101')).toBe('character');
    expect(read(allowed, 'FIC 101')).toBe('character');
    expect(read(allowed, 'FIC🙂')).toBe('character');
  });

  test('a tag is one name', () => {
    expect(read({ type: 'tag' }, ' FIC101 ')).toBe('FIC101');
    expect(read({ type: 'tag' }, 'FIC*')).toBe('wildcard');
  });
});

describe('a choice', () => {
  const area = {
    choices: ['North', { value: 2, label: { en: 'South', id: 'Selatan' } }, 10.5],
  };
  test.each([
    ['north', 'North'],
    ['SELATAN', 2],
    ['South', 2],
    ['2', 2],
    ['10,5', 10.5],
    ['3', 'not_a_choice'],
    ['', 'not_a_choice'],
    ["North' OR 1=1", 'not_a_choice'],
  ])('"%s"', (text, value) => {
    expect(read(area, text)).toBe(value);
  });
});

test('whatever is said for whatever variable, nothing is thrown and nothing but what was said is bound', () => {
  const definitions: VariableDefinition[] = [
    {},
    { type: 'number', unit: 'bar', min: 0 },
    { type: 'instant', min: '*-30d' },
    { type: 'tag', allowed: 'A-Z' },
    { choices: ['a', 'b'] },
    { default: 5 },
  ];
  fc.assert(
    fc.property(
      fc.constantFrom(...definitions),
      fc.oneof(fc.string({ unit: 'binary', maxLength: 300 }), fc.constantFrom(...ODD)),
      (definition, text) => {
        const result = readVariable('x', definition, text, SAID);
        if (!result.ok) return;
        if (typeof result.value === 'string') {
          expect([text.trim(), 'a', 'b']).toContain(result.value);
        } else if (result.value instanceof Date) expect(result.value.getTime()).not.toBeNaN();
        else expect(result.value).toSatisfy(Number.isFinite);
      },
    ),
    { numRuns: 1000 },
  );
});
