import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  buildCatalogue,
  chooseLanguage,
  closeNames,
  detectLanguage,
  matchAiPrefix,
  matchAnswer,
  normaliseText,
  parseArguments,
  parseChoice,
  parseWord,
  splitTagAndRange,
} from './index.ts';

const AT = { now: new Date('2026-11-22T07:32:05Z'), timeZone: 'Asia/Jakarta' };

function named(...names: string[]) {
  return names.map((name) => ({ name }));
}

const ODD = [
  '',
  ' ',
  '__proto__',
  'constructor',
  'toString',
  '{tag}',
  '{{tag}} $t(x)',
  "'; DROP TABLE triggers; --",
  '*'.repeat(50),
  '🙂👩‍👩‍👧',
  '\u202Eabc\u202C',
  '\uD800',
  '\u0000\u0007',
  '=',
  'tag',
  'tag ' + 'x '.repeat(500),
  '%00../../etc',
];
const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 120 }),
  fc.string({ unit: 'grapheme', maxLength: 120 }),
  fc.constantFrom(...ODD),
);

describe('what a message says once its decoration is taken off', () => {
  test.each([
    ['  u1   load \n', 'u1 load'],
    ['*u1 load*', 'u1 load'],
    ['_*~u1 load~*_', 'u1 load'],
    ['```u1 load```', 'u1 load'],
    ['* u1 load *', 'u1 load'],
    ['@628123456789 u1 load', 'u1 load'],
    ['u1 load @\u2068628123456789\u2069', 'u1 load'],
    ['*@628123456789 u1 load*', 'u1 load'],
    ['\u200Fu1\u200B load\u202C', 'u1 load'],
    ['u1\u00A0\u2003load', 'u1 load'],
    ['*-8h', '*-8h'],
    ['U1_LOAD_NET', 'U1_LOAD_NET'],
    ['mail me@12345678.example', 'mail me@12345678.example'],
    ['***', '*'],
    ['1\uFE0F\u20E3', '1\u20E3'],
  ])('%j says %j', (text, said) => {
    expect(normaliseText(text)).toBe(said);
  });

  test('a mention of the bot by its own name is dropped, one of somebody else is not', () => {
    expect(normaliseText('@Plantline u1 load', ['plantline'])).toBe('u1 load');
    expect(normaliseText('@plantliner u1 load', ['plantline'])).toBe('@plantliner u1 load');
  });

  test('doing it twice changes nothing', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const once = normaliseText(text, ['bot']);
        expect(normaliseText(once, ['bot'])).toBe(once);
        expect(once.isWellFormed()).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('words', () => {
  test.each([
    ['help', { kind: 'help' }],
    ['HALO', { kind: 'help' }],
    ['hello!', { kind: 'help' }],
    ['bantuan', { kind: 'help' }],
    ['menu', { kind: 'help' }],
    ['Daftar', { kind: 'list' }],
    ['list', { kind: 'list' }],
    ['who am i?', { kind: 'whoami' }],
    ['language en', { kind: 'language', language: 'en' }],
    ['bahasa ID', { kind: 'language', language: 'id' }],
    ['bahasa indonesia', { kind: 'language', language: 'id' }],
    ['bahasa', { kind: 'language', language: undefined }],
    ['tag main steam', { kind: 'tag', words: 'main steam' }],
    ['tag', { kind: 'tag', words: '' }],
    ['trend U1_LOAD_NET 8h', { kind: 'trend', rest: 'U1_LOAD_NET 8h' }],
    ['u1 load', undefined],
    ['tagging', undefined],
    ['bahasa jawa', undefined],
    ['helper', undefined],
  ])('"%s"', (text, word) => {
    expect(parseWord(text)).toEqual(word);
  });

  test('the longest AI prefix wins, in any case, and the rest is the question', () => {
    const prefixes = ['=', '+ai=', '=='];
    expect(matchAiPrefix('=a=b', prefixes)).toEqual({ prefix: '=', question: 'a=b' });
    expect(matchAiPrefix('== why', prefixes)).toEqual({ prefix: '==', question: 'why' });
    expect(matchAiPrefix('+AI= why?', prefixes)).toEqual({ prefix: '+ai=', question: 'why?' });
    expect(matchAiPrefix('=', prefixes)).toEqual({ prefix: '=', question: '' });
    expect(matchAiPrefix('u1 load', prefixes)).toBeUndefined();
    expect(matchAiPrefix('u1 load', [''])).toBeUndefined();
  });

  test.each([
    ['1', { kind: 'number', number: 1 }],
    ['2.', { kind: 'number', number: 2 }],
    ['3)', { kind: 'number', number: 3 }],
    ['#2', { kind: 'number', number: 2 }],
    ['no 2', { kind: 'number', number: 2 }],
    ['nomor 2', { kind: 'number', number: 2 }],
    ['1\u20E3', { kind: 'number', number: 1 }],
    ['Next', { kind: 'next' }],
    ['lanjut', { kind: 'next' }],
    ['0', undefined],
    ['100', undefined],
    ['8h', undefined],
    ['next week', undefined],
  ])('an answer to a question: "%s"', (text, choice) => {
    expect(parseChoice(text)).toEqual(choice);
  });
});

describe('arguments', () => {
  const eightHours = { start: '2026-11-21T23:32:05Z', end: '2026-11-22T07:32:05Z' };

  test.each([
    ['', {}],
    ['now', {}],
    ['sekarang', {}],
    ['8h', { range: eightHours }],
    ['20', { count: 20 }],
    ['last 20', { count: 20 }],
    ['20 terakhir', { count: 20 }],
    ['20 8h', { count: 20, range: eightHours }],
    ['8h 20', { count: 20, range: eightHours }],
    ['8 jam terakhir 20', { count: 20, range: eightHours }],
    ['tag=FIC101', { variables: { tag: 'FIC101' } }],
    ['tag = FIC101', { variables: { tag: 'FIC101' } }],
    ['8h tag=FIC101 20', { count: 20, range: eightHours, variables: { tag: 'FIC101' } }],
    ['area="north side" tag=\'A B\'', { variables: { area: 'north side', tag: 'A B' } }],
    ['q={tag}', { variables: { q: '{tag}' } }],
  ])('"%s"', (text, expected) => {
    expect(parseArguments(text, AT)).toEqual({ ok: true, arguments: expected });
  });

  test('a name that objects have anyway is a variable like any other', () => {
    const read = parseArguments('__proto__=x constructor=y', AT);
    expect(read.ok && Object.entries(read.arguments.variables ?? {})).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
    ]);
  });

  test.each([
    ['soon', 'unclear'],
    ['8h soon', 'unclear'],
    ['is broken', 'unclear'],
    ['0', 'count_out_of_limits'],
    ['5000', 'count_out_of_limits'],
    ['tag=a tag=b', 'variable_twice'],
    ['since 1 dec 2026', 'future'],
    ['5y', 'too_long'],
  ])('"%s" is refused as %s', (text, kind) => {
    expect(parseArguments(text, AT)).toMatchObject({ ok: false, problem: { kind } });
  });

  test('range, count and variables come back whatever their order', () => {
    const value = fc.stringMatching(/^[A-Za-z0-9_.:-]{1,12}$/);
    fc.assert(
      fc.property(
        fc.constantFrom('8h', 'yesterday', 'kemarin', 'since 06:00', '1 nov - 3 nov', '*-8h'),
        fc.integer({ min: 1, max: 1000 }),
        value,
        fc.shuffledSubarray([0, 1, 2], { minLength: 1 }),
        (range, count, tag, order) => {
          const parts = [range, String(count), `tag=${tag}`];
          const read = parseArguments(order.map((index) => parts[index]).join(' '), AT);
          expect(read.ok).toBe(true);
          if (!read.ok) return;
          expect(read.arguments.count).toBe(order.includes(1) ? count : undefined);
          expect(read.arguments.variables?.['tag']).toBe(order.includes(2) ? tag : undefined);
          expect(read.arguments.range !== undefined).toBe(order.includes(0));
        },
      ),
      { numRuns: 500 },
    );
  });

  test('a tag with blanks is tried whole before its last words are taken for a range', () => {
    expect(splitTagAndRange('Feed water 8h', AT).map(({ tag }) => tag)).toEqual([
      'Feed water 8h',
      'Feed water',
    ]);
    const ways = splitTagAndRange('U1_LOAD_NET 8 jam terakhir', AT);
    expect(ways.at(-1)).toEqual({ tag: 'U1_LOAD_NET', arguments: { range: eightHours } });
  });
});

describe('language', () => {
  test.each([
    ['what is the load yesterday', 'en'],
    ['berapa beban kemarin', 'id'],
    ['8 jam terakhir', 'id'],
    ['last 8 hours', 'en'],
    ['since 06:00', 'en'],
    ['sejak 06:00', 'id'],
    ['8h', undefined],
    ['U1_LOAD_NET', undefined],
    ['halo', 'id'],
    ['bantuan', 'id'],
    ['hello', 'en'],
    ['kadar SO2 cerobong unit 1', 'id'],
    ['load u1 brp skrg', 'id'],
    ['highest mill current', 'en'],
    ['main steam temp u1', undefined],
  ])('"%s" is %s', (text, language) => {
    expect(detectLanguage(text)).toBe(language);
  });

  test('a clear question comes before the contact’s choice, the choice before a word both languages use', () => {
    const fallback = 'id' as const;
    expect(chooseLanguage({ question: 'what is it', contact: 'id', fallback })).toBe('en');
    expect(chooseLanguage({ question: '8h', contact: 'en', fallback })).toBe('en');
    expect(chooseLanguage({ question: 'help', contact: 'id', fallback })).toBe('id');
    expect(chooseLanguage({ question: 'help', contact: null, fallback })).toBe('en');
    expect(chooseLanguage({ question: '', contact: null, fallback })).toBe('id');
  });
});

describe('whatever is written', () => {
  const catalogue = buildCatalogue(named('unit 1'), named('u1 load', 'mills'));

  function readAll(raw: string): void {
    const text = normaliseText(raw);
    parseWord(text);
    parseChoice(text);
    matchAiPrefix(text, ['=', '+ai=']);
    const match = matchAnswer(text, catalogue);
    parseArguments(match?.argumentText ?? text, AT);
    splitTagAndRange(text, AT);
    closeNames(text, catalogue);
    detectLanguage(text);
  }

  test('nothing makes the grammar throw', () => {
    fc.assert(fc.property(anyText, readAll), { numRuns: 1000 });
  });

  test('a hundred kilobytes of anything are read as quickly as a line', () => {
    for (const piece of [
      '*',
      ' ',
      'u1 load ',
      'x',
      '@1234567',
      '🙂',
      '=',
      'a=b ',
      '\u202E',
      '{tag}',
    ]) {
      readAll(piece.repeat(Math.ceil(100_000 / piece.length)));
    }
  });
});
