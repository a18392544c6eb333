import { expect, test } from 'vitest';
import { formatReading } from './format-reading.ts';

test.each([
  ['three decimals', 3, 12.3, '12.300 bar'],
  ['no decimals', 0, 12.6, '13 bar'],
  ['five significant digits', -5, 1234.5678, '1,234.6 bar'],
  ['no wish of the source', null, 1234.56789, '1,234.57 bar'],
] as const)('a number is shown with %s', (_what, displayDigits, value, expected) => {
  expect(formatReading({ value, unit: 'bar' }, { displayDigits }, 'en')).toBe(expected);
});

test('numbers are written as they are in Indonesia', () => {
  expect(formatReading({ value: 1234.5, unit: null }, { displayDigits: 1 }, 'id')).toBe('1.234,5');
});

test('a state is its name, and a bad value is nothing', () => {
  expect(formatReading({ value: 'Running', unit: null }, { displayDigits: null }, 'en')).toBe(
    'Running',
  );
  expect(formatReading({ value: null, unit: 'bar' }, { displayDigits: 2 }, 'en')).toBeUndefined();
});
