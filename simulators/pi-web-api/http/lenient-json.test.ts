import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseLenientJson } from './lenient-json.ts';

test.each([
  ['{"Value":1}', { Value: 1 }],
  ["{'Value':1}", { Value: 1 }],
  ["{ Value : 'it\\'s' , Good : true }", { Value: "it's", Good: true }],
  ["[{'a':-1.5e3},null]", [{ a: -1500 }, null]],
  [`{'text':'a "quoted" word'}`, { text: 'a "quoted" word' }],
  ['{"a":"it\'s"}', { a: "it's" }],
])('%s is read', (text, expected) => {
  expect(parseLenientJson(text)).toEqual(expected);
});

test.each(['{', "{'a':}", 'a b', "'"])('%s is refused', (text) => {
  expect(() => parseLenientJson(text)).toThrow(SyntaxError);
});

test('plain JSON means what it always means', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      expect(parseLenientJson(text)).toEqual(JSON.parse(text));
    }),
  );
});
