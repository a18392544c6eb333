import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wildcard } from './wildcard.ts';

test.each([
  ['SINUSOID', 'sinusoid', true],
  ['sin*', 'SINUSOIDU', true],
  ['sin*', 'COSINE', false],
  ['*LOAD*', 'U1_LOAD_NET', true],
  ['U?_LOAD', 'U1_LOAD', true],
  ['U?_LOAD', 'U12_LOAD', false],
  ['U[12]_LOAD', 'u2_load', true],
  ['U[!12]_LOAD', 'U2_LOAD', false],
  ['U[1-3]_LOAD', 'U3_LOAD', true],
  ['*', '', true],
  ['a*b*c', 'a_b_b_c', true],
  ['a*b*c', 'a_b_b', false],
  ['50%(a).b', '50%(A).B', true],
  ['[', '[', true],
])('%s on %s is %s', (pattern, text, expected) => {
  expect(wildcard(pattern)(text)).toBe(expected);
});

test('a pattern made of a text by replacing pieces with * still finds the text', () => {
  const letters = fc.string({ unit: fc.constantFrom('a', 'B', '1', '_', '.', ' ') });
  fc.assert(
    fc.property(letters, letters, letters, (head, middle, tail) => {
      expect(wildcard(`${head}*${tail}`)(head + middle + tail)).toBe(true);
    }),
  );
});

test('a pattern made to be slow is not', () => {
  expect(wildcard(`${'*a'.repeat(200)}b`)('a'.repeat(5000))).toBe(false);
});
