import { expect, test } from 'vitest';
import { plainText } from './plain-text.ts';

test.each([
  ['*u1 load* – Unit 1 net load', 'u1 load – Unit 1 net load'],
  ['_*both*_ and ~gone~ and `code`', 'both and gone and code'],
  ['U1_LOAD_NET is 2 * 3 * 4', 'U1_LOAD_NET is 2 * 3 * 4'],
])('%j reads %j in a list', (text, plain) => {
  expect(plainText(text)).toBe(plain);
});
