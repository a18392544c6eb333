import { describe, expect, test } from 'vitest';
import { PiError } from './errors.ts';
import { choiceOf, flagOf, integerOf, listOf, parseQuery, textOf } from './query.ts';

describe('the query string', () => {
  test('parameter names in any case mean the same', () => {
    const query = parseQuery('NameFilter=a*&MAXCOUNT=5&showhidden=TRUE');
    expect(textOf(query, 'nameFilter')).toBe('a*');
    expect(integerOf(query, 'maxCount', 1000)).toBe(5);
    expect(flagOf(query, 'showHidden', false)).toBe(true);
  });

  test('a repeated parameter keeps its order, also when the case differs', () => {
    expect(listOf(parseQuery('webId=b&WEBID=a&webId='), 'webId')).toEqual(['b', 'a']);
  });

  test.each([
    ['path=%5C%5CDEMO-PI%5CA%23B', '\\\\DEMO-PI\\A#B'],
    ['path=two+words', 'two words'],
    ['path=a%2Bb', 'a+b'],
    ['path=50%', '50%'],
    ['path=a=b', 'a=b'],
  ])('%s is read as %s', (raw, expected) => {
    expect(textOf(parseQuery(raw), 'path')).toBe(expected);
  });

  test('__proto__ is a parameter like any other', () => {
    expect(textOf(parseQuery('__proto__=x'), '__proto__')).toBe('x');
  });

  test.each(['abc', '1.5', '99999999999', '0x10'])('maxCount=%s is refused with 400', (text) => {
    expect(() => integerOf(parseQuery(`maxCount=${text}`), 'maxCount', 1)).toThrow(PiError);
  });

  test('a choice is taken in any case and written as documented; another one is refused', () => {
    const choices = ['Inside', 'Outside'] as const;
    expect(choiceOf(parseQuery('boundaryType=outside'), 'boundaryType', choices, 'Inside')).toBe(
      'Outside',
    );
    expect(() => choiceOf(parseQuery('boundaryType=x'), 'boundaryType', choices, 'Inside')).toThrow(
      "The value 'x' is not valid for parameter 'boundaryType'.",
    );
  });
});
