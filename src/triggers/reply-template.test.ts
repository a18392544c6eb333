import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from '#sdk';
import { parseReplyTemplate } from './reply-template.ts';

test('text, placeholders, tags with colons and literal braces are told apart', () => {
  expect(parseReplyTemplate('{{x}} {value} of {value:BA:TEMP.1}!', 'value')).toEqual([
    { text: '{x} ' },
    { placeholder: 'value' },
    { text: ' of ' },
    { placeholder: 'value', tag: 'BA:TEMP.1' },
    { text: '!' },
  ]);
});

test.each([
  ['{valu}', 'value'],
  ['{average}', 'value'],
  ['{value', 'value'],
  ['a } b', 'value'],
  ['{}', 'value'],
  ['{value:}', 'value'],
  ['{name:U1}', 'value'],
  ['{__proto__}', 'value'],
  ['{value}', 'query'],
  ['{name}', 'text'],
] as const)('%j is refused for %s', (template, type) => {
  expect(() => parseReplyTemplate(template, type)).toThrow(/is no placeholder/);
});

test('whatever is written, a template is read or refused with a sentence, and plain text comes back whole', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 80, unit: 'grapheme' }), (text) => {
      try {
        parseReplyTemplate(text, 'value');
      } catch (error) {
        expect(error).toBeInstanceOf(AppError);
      }
      const escaped = text.replaceAll(/[{}]/g, '$&$&');
      const parts = parseReplyTemplate(escaped, 'value');
      expect(parts).toEqual(text === '' ? [] : [{ text }]);
    }),
    { numRuns: 500 },
  );
});
