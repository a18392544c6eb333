import { expect, test } from 'vitest';
import type { PresetVariable } from '../../../src/data-sources/query-variable.schema.ts';
import { exampleQuestion } from './example-of.ts';

test('an example names every variable as it can be sent', () => {
  const variables: readonly PresetVariable[] = [
    { name: 'area', choices: [{ value: 'N', label: 'North side' }] },
    { name: 'level', type: 'number', min: 2 },
    { name: 'since', type: 'instant' },
    'tag',
    { name: 'note', default: 'a b' },
  ];
  const template = '{area} {level} {since} {tag} {note} {start} {end} {limit}';
  expect(exampleQuestion(template, variables)).toBe(
    'area=N level=2 since=06:00 tag=FIC101 note="a b" 8h 20',
  );
  expect(exampleQuestion('SELECT 1', [])).toBe('');
});
