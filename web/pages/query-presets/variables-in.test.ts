import { expect, test } from 'vitest';
import { declaredIn, variablesFor, variablesIn } from './variables-in.ts';

const TEMPLATE =
  'SELECT * FROM samples WHERE tag = {tag} AND at >= {start} AND at < {end} AND tag <> {tag} LIMIT {limit}';

test('variables are found in the text, each once, in the order they come', () => {
  expect(variablesIn(TEMPLATE)).toEqual(['tag', 'start', 'end', 'limit']);
});

test('those of the time range are filled by themselves and need no declaring', () => {
  expect(declaredIn(TEMPLATE)).toEqual(['tag', 'limit']);
});

test('braces of other kinds are no variables', () => {
  expect(variablesIn('SELECT {}, { tag }, {1st}, $tag, :tag FROM t')).toEqual([]);
});

test('what was said of a variable stays while the text is written', () => {
  const tag = { name: 'tag', type: 'tag' } as const;
  const start = { name: 'start', default: '*-8h' };
  expect(variablesFor(TEMPLATE, [tag, start, 'gone'])).toEqual([tag, start, 'limit']);
  expect(variablesFor('SELECT {area}', [tag])).toEqual(['area']);
  expect(variablesFor('SELECT 1', [tag])).toEqual([]);
});
