import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseExactJson } from './parse-exact-json.ts';

test('an id of 17 digits keeps all of them', () => {
  expect(parseExactJson('{"id": 90071992547409931, "small": 12, "level": 3.5e2}')).toEqual({
    id: '90071992547409931',
    small: 12,
    level: 350,
  });
});

test('a whole number is the number itself, or its digits where a double would change it', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: -(10n ** 30n), max: 10n ** 30n }), (whole) => {
      const read = parseExactJson(`[${whole}]`) as [number | string];
      expect(String(read[0])).toBe(String(whole));
      const isSafe = whole <= Number.MAX_SAFE_INTEGER && whole >= Number.MIN_SAFE_INTEGER;
      expect(typeof read[0]).toBe(isSafe ? 'number' : 'string');
    }),
  );
});

test('everything else is read as the engine reads it', () => {
  const json = fc.json({ maxDepth: 6 }).filter((text) => !/\b-?\d{16,}\b|-0\b/.test(text));
  fc.assert(
    fc.property(json, fc.constantFrom('', ' ', '\n\t'), (text, blank) => {
      const spaced = `${blank}${text}${blank}`;
      expect(parseExactJson(spaced)).toEqual(JSON.parse(spaced));
    }),
  );
});

describe('an answer that cannot be trusted is refused, with the reason', () => {
  test.each([
    ['a field that comes twice', '{"a":{"flow":1,"flow":2}}', 'the field "flow" twice'],
    ['a field that comes twice, written differently', '{"a":1,"\\u0061":2}', '"a" twice'],
    ['half an answer', '{"a": [1, 2', 'not complete JSON'],
    ['nothing', '', 'it is empty'],
    ['a log-in page', ' <!DOCTYPE html><html>', 'web page'],
    ['XML', '<?xml version="1.0"?><a/>', 'XML'],
    ['NaN, which is no JSON', '{"a": NaN}', 'not complete JSON'],
    ['brackets without end', `${'['.repeat(500)}${']'.repeat(500)}`, 'nested deeper'],
  ])('%s', (_what, text, reason) => {
    expect(() => parseExactJson(text)).toThrow(reason);
  });
});

test('a field named __proto__ is a field like any other', () => {
  const read = parseExactJson('{"__proto__": {"isAdmin": true}}') as object;
  expect(Object.keys(read)).toEqual(['__proto__']);
  expect('isAdmin' in read).toBe(false);
});

test('a number too large for a double stays text, and a byte order mark does not matter', () => {
  expect(parseExactJson('\ufeff[1e999, -0, 0.1]')).toEqual(['1e999', 0, 0.1]);
});
