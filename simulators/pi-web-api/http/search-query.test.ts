import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PiError } from './errors.ts';
import { parseSearchQuery } from './search-query.ts';

const filter = (name: string, operator: string, value: string) => ({ name, operator, value });

describe('the search query', () => {
  test.each([
    ['sin*', [[filter('Tag', '=', 'sin*')]]],
    ['Tag:=sin*', [[filter('Tag', '=', 'sin*')]]],
    ['tag:sin*', [[filter('tag', '=', 'sin*')]]],
    ['BA:TEMP.1', [[filter('Tag', '=', 'BA:TEMP.1')]]],
    ['"two words"', [[filter('Tag', '=', 'two words')]]],
    [
      'Tag:=U1* PointType:=Digital',
      [[filter('Tag', '=', 'U1*'), filter('PointType', '=', 'Digital')]],
    ],
    ['Tag:=U1* AND Zero:<>0', [[filter('Tag', '=', 'U1*'), filter('Zero', '<>', '0')]]],
    [
      'Tag:=a OR Tag:=b Step:=true',
      [[filter('Tag', '=', 'a')], [filter('Tag', '=', 'b'), filter('Step', '=', 'true')]],
    ],
    [
      "Value:>=10 Descriptor:='net load*'",
      [[filter('Value', '>=', '10'), filter('Descriptor', '=', 'net load*')]],
    ],
    ['', []],
  ])('%s', (text, expected) => {
    expect(parseSearchQuery(text, 'Tag')).toEqual(expected);
  });

  test('a filter may hold a query of its own', () => {
    expect(parseSearchQuery(String.raw`Element:{Root:'a\b' Name:'*'} Name:'x'`, 'Name')).toEqual([
      [
        {
          ...filter('Element', '=', ''),
          nested: [[filter('Root', '=', String.raw`a\b`), filter('Name', '=', '*')]],
        },
        filter('Name', '=', 'x'),
      ],
    ]);
  });

  test.each(['AND Tag:=a', 'Tag:=a OR', 'Tag:=', 'Element:{Name:=a', '}', 'Tag:="open'])(
    '%s is refused',
    (text) => {
      expect(() => parseSearchQuery(text, 'Tag')).toThrow(PiError);
    },
  );

  test('any text is either read or refused with 400', () => {
    fc.assert(
      fc.property(
        fc.string({
          unit: fc.constantFrom(':', '=', '"', "'", '{', '}', ' ', 'a', '>', 'OR', 'AND'),
        }),
        (text) => {
          try {
            parseSearchQuery(text, 'Tag');
          } catch (error) {
            expect(error).toBeInstanceOf(PiError);
          }
        },
      ),
    );
  });
});
