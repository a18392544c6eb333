import { expect, test } from 'vitest';
import { defineTexts } from './define-texts.ts';
import { translate } from './translate.ts';

const texts = defineTexts('probe', {
  en: {
    greet: 'Hello {{name}}, {{name}}!',
    rows_one: '{{count}} row',
    rows_other: '{{count}} rows',
    total: '{{count}} in all',
    kind_other: 'another kind',
  },
  id: {
    greet: 'Halo {{name}}!',
    rows_one: '{{count}} baris saja',
    rows_other: '{{count}} baris',
    total: 'semuanya {{count}}',
    kind_other: 'jenis lain',
  },
});

test('values are filled in wherever they stand', () => {
  expect(translate(texts, 'en', 'greet', { name: 'Sari' })).toBe('Hello Sari, Sari!');
  expect(translate(texts, 'id', 'greet', { name: 'Sari' })).toBe('Halo Sari!');
});

test.each([
  [0, '0 rows', '0 baris'],
  [1, '1 row', '1 baris'],
  [2, '2 rows', '2 baris'],
])('%i is counted as each language counts', (count, en, id) => {
  expect(translate(texts, 'en', 'rows', { count })).toBe(en);
  expect(translate(texts, 'id', 'rows', { count })).toBe(id);
});

test('a number in a text that has one form changes nothing else', () => {
  expect(translate(texts, 'en', 'total', { count: 1 })).toBe('1 in all');
});

test('“other” may be a word like any', () => {
  expect(translate(texts, 'en', 'kind_other')).toBe('another kind');
});

test('a value that looks like a text’s mark stays what it is', () => {
  expect(translate(texts, 'id', 'greet', { name: '{{count}} $& <b>' })).toBe(
    'Halo {{count}} $& <b>!',
  );
});
