import { expect, test } from 'vitest';
import { declaredIn, quotedIn, variablesIn } from './variables-in.ts';

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

test('a variable within quotes is found out, one beside them is not', () => {
  expect(quotedIn("WHERE tag = '{tag}' AND area = {area}")).toEqual(['tag']);
  expect(quotedIn("WHERE note = 'it''s' AND tag = {tag} AND crew = 'A'")).toEqual([]);
});
