import { describe, expect, test } from 'vitest';
import { binaryCell, decimalCell, doubleCell, instantCell, jsonCell, singleCell } from './index.ts';

describe('a decimal number', () => {
  test.each([
    ['612.4', 612.4],
    ['12.50', 12.5],
    ['0.1', 0.1],
    ['-0.00', 0],
    ['0', 0],
    ['.5', 0.5],
    ['-17', -17],
    ['+3', 3],
    ['007.50', 7.5],
    ['123456789012345', 123456789012345],
    ['1234567890123.4', 1234567890123.4],
    ['100', 100],
    ['0.0000001', 1e-7],
    ['1.5e3', 1500],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
    ['-9007199254740991', -Number.MAX_SAFE_INTEGER],
  ])('%s is a number where a double shows these digits', (text, value) => {
    expect(decimalCell(text)).toBe(value);
  });

  test.each([
    '9007199254740993',
    '9007199254740994',
    '123456789012345678.5',
    '0.12345678901234567890',
    '3.14159265358979323846',
    '100000000000000000000000',
    'NaN',
    'Infinity',
    '-Infinity',
    '1e400',
    '',
    '0x10',
    '.',
    '-',
    '1.2.3',
    '1 2',
    '12,5',
  ])('%s stays text, since a digit would be lost or it is no number', (text) => {
    expect(decimalCell(text)).toBe(text);
  });
});

test('a number of 32 bits has the digits that the database shows', () => {
  for (const shown of [0.1, 612.4, 16777216, 3.4028235e38, 1e-30, -2.5]) {
    expect(singleCell(Math.fround(shown))).toBe(shown);
  }
  expect(singleCell(NaN)).toBe('NaN');
});

test('what is no number is text, and minus nothing is nothing', () => {
  expect([NaN, Infinity, -Infinity, -0, 1.5].map(doubleCell)).toEqual([
    'NaN',
    'Infinity',
    '-Infinity',
    0,
    1.5,
  ]);
});

test('bytes are shown as how many there are', () => {
  expect([0, 512, 1200, 99_949, 250_000, 3_400_000].map(binaryCell)).toEqual([
    '(binary, 0 B)',
    '(binary, 512 B)',
    '(binary, 1.2 kB)',
    '(binary, 100 kB)',
    '(binary, 250 kB)',
    '(binary, 3.4 MB)',
  ]);
});

test('JSON loses its blanks and no digit', () => {
  expect(jsonCell('{ "a b" : [1.10, 12345678901234567890 ],\n "q": "x \\" : y" }')).toBe(
    '{"a b":[1.10,12345678901234567890],"q":"x \\" : y"}',
  );
});

test('instants of one hour after the other are each read as they are', () => {
  const texts = [
    ['2026-11-28 07:00:00+07', '2026-11-28T00:00:00Z'],
    ['2026-11-28 07:59:59.100+07', '2026-11-28T00:59:59.1Z'],
    ['2026-11-28 07:59:59.000+07', '2026-11-28T00:59:59Z'],
    ['2026-11-28 07:59:59+08', '2026-11-27T23:59:59Z'],
    ['2026-11-28 07:59:60+08', '2026-11-28 07:59:60+08'],
    ['2026-11-28 07:30:00+05:30', '2026-11-28T02:00:00Z'],
    ['2026-11-28 07:31:00+05:30', '2026-11-28T02:01:00Z'],
    ['2026-11-28 08:00:00+07', '2026-11-28T01:00:00Z'],
    ['2026-11-28 08:xx:00+07', '2026-11-28 08:xx:00+07'],
  ] as const;
  for (const [text, instant] of texts) expect(instantCell(text)).toBe(instant);
});

test.each([
  ['2026-11-28 07:00:00+07', '2026-11-28T00:00:00Z'],
  ['2026-11-28 07:00:00.123456+07:30', '2026-11-27T23:30:00.123456Z'],
  ['2026-11-28 07:00:00.500000-03', '2026-11-28T10:00:00.5Z'],
  ['2026-11-28 00:00:00.000+00', '2026-11-28T00:00:00Z'],
  ['1900-01-01 00:00:00+07:07:12', '1899-12-31T16:52:48Z'],
  ['2026-00-00 00:00:00+00', '2026-00-00 00:00:00+00'],
  ['0000-00-00 00:00:00Z', '0000-00-00 00:00:00Z'],
  ['infinity', 'infinity'],
  ['2026-11-28 07:00:00', '2026-11-28 07:00:00'],
  ['0044-03-15 00:00:00+00 BC', '0044-03-15 00:00:00+00 BC'],
])('%s is the instant %s', (text, instant) => {
  expect(instantCell(text)).toBe(instant);
});
