import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answerKey } from '../lib/answer-key.ts';
import { AnswerName } from '../triggers/index.ts';
import { buildCatalogue, closeNames, matchAnswer, normaliseText } from './index.ts';

function named(...names: string[]) {
  return names.map((name) => ({ name }));
}

describe('names', () => {
  const catalogue = buildCatalogue(
    named('unit 1', 'u1 report'),
    named('u1', 'u1 load', 'U2 Load', '8TM', 'load (net)', 'Data Alarms'),
  );

  test.each([
    ['u1 load', 'u1 load', ''],
    ['U1LOAD', 'u1 load', ''],
    [' 8 t M ', '8TM', ''],
    ['u1 load?', 'u1 load', ''],
    ['u1 load: 8h', 'u1 load', '8h'],
    ['u1 load 8h', 'u1 load', '8h'],
    ['u1load 8 jam terakhir', 'u1 load', '8 jam terakhir'],
    ['u1 yesterday', 'u1', 'yesterday'],
    ['unit 1', 'unit 1', ''],
    ['unit 1 8h', 'unit 1', '8h'],
    ['u1 report 8h', 'u1', 'report 8h'],
    ['LOAD (NET) 20', 'load (net)', '20'],
  ])('"%s" asks %s', (text, name, argumentText) => {
    expect(matchAnswer(normaliseText(text), catalogue)).toMatchObject({
      item: { name },
      argumentText,
    });
  });

  test.each(['u1load8h', 'u3 load', 'loading', '', '__proto__', 'toString'])(
    '"%s" asks none',
    (text) => {
      expect(matchAnswer(text, catalogue)).toBeUndefined();
    },
  );

  test('a group comes before a trigger of the same name', () => {
    const both = buildCatalogue(named('Unit 1'), named('unit1'));
    expect(matchAnswer('UNIT 1', both)?.kind).toBe('group');
  });

  test('every name an admin may save is found again in any case and spacing, alone and with arguments', () => {
    const name = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
      .map((text) => AnswerName.safeParse(`a${text}`).data)
      .filter((text) => text !== undefined);
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 20 }), fc.nat(), (names, pick) => {
        const catalogue = buildCatalogue([], named(...names));
        const wanted = names[pick % names.length] ?? '';
        for (const said of [wanted, wanted.toUpperCase(), `  ${wanted.replaceAll(' ', '   ')} `]) {
          // A few letters have no capital of their own and come back as two; such a name is not the same in capitals.
          if (answerKey(said) !== answerKey(wanted)) continue;
          const match = matchAnswer(normaliseText(said), catalogue);
          expect(match && answerKey(match.item.name)).toBe(answerKey(wanted));
        }
        const match = matchAnswer(normaliseText(`${wanted} 8h`), catalogue);
        const isOtherName = answerKey(match?.item.name ?? '') !== answerKey(wanted);
        expect(isOtherName ? '8h' : match?.argumentText).toBe('8h');
      }),
      { numRuns: 300 },
    );
  });
});

describe('did you mean', () => {
  const catalogue = buildCatalogue(
    named('unit 1', 'unit 2'),
    named('u1 load', 'u2 load', 'u1 steam', 'mills', 'data alarms'),
  );
  const suggest = (text: string) => closeNames(text, catalogue).map(({ item }) => item.name);

  test('transposed, missing, added and wrong letters are forgiven', () => {
    expect(suggest('u1 laod').slice(0, 2)).toEqual(['u1 load', 'u2 load']);
    expect(suggest('mlils')[0]).toBe('mills');
    expect(suggest('mill')[0]).toBe('mills');
    expect(suggest('data alarmss')[0]).toBe('data alarms');
    expect(suggest('unot 1')[0]).toBe('unit 1');
    expect(suggest('dataalrams')[0]).toBe('data alarms');
  });

  test('a part of a name, and a sentence with a name in it, lead to it', () => {
    expect(suggest('load')).toEqual(['u1 load', 'u2 load']);
    expect(suggest('what is the u1 load right now please')).toEqual(['u1 load']);
  });

  test('a mistyped name is found inside a question', () => {
    expect(suggest('berapa u1 laod sekarang?')[0]).toBe('u1 load');
    expect(suggest('please show me the mlils')[0]).toBe('mills');
  });

  test('nothing like it gives no suggestion', () => {
    expect(suggest('xyzzy quux')).toEqual([]);
    expect(suggest('🙂')).toEqual([]);
    expect(suggest('')).toEqual([]);
  });

  test('a name one may not use is not suggested', () => {
    const allowed = closeNames('u1 laod', catalogue, 3, ({ item }) => item.name !== 'u1 load');
    expect(allowed.map(({ item }) => item.name)).toEqual(['u2 load']);
  });
});

test('among ten thousand names the right one is found and its misspelling suggested', () => {
  const names = Array.from({ length: 10_000 }, (_, index) => `unit ${index} feed pump`);
  const large = buildCatalogue([], named(...names));
  expect(matchAnswer('unit 7321 feed pump 8h', large)).toMatchObject({
    item: { name: 'unit 7321 feed pump' },
    argumentText: '8h',
  });
  expect(closeNames('unit 7321 fede pump', large)[0]?.item.name).toBe('unit 7321 feed pump');
});
