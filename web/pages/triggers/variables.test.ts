import { expect, test } from 'vitest';
import { readVariables, writeVariables } from './variables.ts';

const stored = {
  tag: 'FIC101',
  batch: '0012',
  area: { choices: [1, 2, 'A'], description: 'Part of the plant' },
  none: null,
};

test('variables are shown as they are stored, and unchanged they stay so', () => {
  expect(readVariables(stored).map(({ name, default: usual }) => [name, usual])).toEqual([
    ['tag', 'FIC101'],
    ['batch', '0012'],
    ['area', ''],
    ['none', ''],
  ]);
  expect(writeVariables(readVariables(stored), stored)).toEqual(stored);
});

test('what looks like a number is one, but for what may be a name', () => {
  const row = { description: '', choices: '' };
  const rows = [
    { ...row, name: 'hours', default: '8' },
    { ...row, name: 'batch', default: '007' },
    { ...row, name: ' ', default: 'no name yet' },
    { ...row, name: 'unit', default: '', choices: '1, 2 , both,' },
  ];
  expect(writeVariables(rows, {})).toEqual({
    hours: { default: 8 },
    batch: { default: '007' },
    unit: { choices: [1, 2, 'both'] },
  });
  expect(writeVariables([], stored)).toBeUndefined();
});
