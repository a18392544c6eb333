import { expect, test } from 'vitest';
import { readVariables, withDefault, writeVariables } from './variables.ts';

const stored = {
  tag: 'FIC101',
  batch: '0012',
  area: { choices: [1, 2, 'A'], description: 'Part of the plant' },
  level: { type: 'number', min: 0, max: 5, unit: 'bar', prompt: { id: 'Tingkat?' } },
  none: null,
};

test('variables are read as they are stored, and unchanged they stay so', () => {
  expect(readVariables(stored).map(({ name, definition }) => [name, definition.default])).toEqual([
    ['tag', 'FIC101'],
    ['batch', '0012'],
    ['area', undefined],
    ['level', undefined],
    ['none', null],
  ]);
  expect(writeVariables(readVariables(stored), stored)).toEqual(stored);
});

test('a change of one field keeps the others, and a row without a name is left out', () => {
  const rows = readVariables(stored).map((row) =>
    row.name === 'level' ? { ...row, definition: { ...row.definition, default: 2 } } : row,
  );
  expect(writeVariables([...rows, { name: ' ', definition: {} }], stored)).toEqual({
    ...stored,
    level: { ...stored.level, default: 2 },
  });
  expect(writeVariables([], stored)).toBeUndefined();
});

test('a default in the place of the preset’s is set and taken back', () => {
  const once = withDefault(undefined, 'area', 'North');
  expect(once).toEqual({ area: { default: 'North' } });
  expect(withDefault(once, 'level', 3)).toEqual({
    area: { default: 'North' },
    level: { default: 3 },
  });
  expect(withDefault(once, 'area', undefined)).toBeUndefined();
  expect(withDefault(stored, 'tag', 'LIC200')).toMatchObject({ tag: { default: 'LIC200' } });
});
