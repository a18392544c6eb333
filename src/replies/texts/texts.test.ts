import { expect, test } from 'vitest';
import { en } from './en.ts';
import { id } from './id.ts';

const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name);

test('both languages say the same things', () => {
  expect(Object.keys(id)).toEqual(Object.keys(en));
});

test.each(Object.keys(en) as (keyof typeof en)[])(
  '%s is filled in with the same in both',
  (key) => {
    // A singular may leave its `1` out.
    const isSingular = key.endsWith('_one');
    const inEnglish = new Set(
      placeholders(en[key]).filter((name) => !(isSingular && name === 'count')),
    );
    const inIndonesian = new Set(
      placeholders(id[key]).filter((name) => !(isSingular && name === 'count')),
    );
    expect(inIndonesian).toEqual(inEnglish);
  },
);

test('marks come in pairs, so that nothing after them turns bold', () => {
  for (const text of [...Object.values(en), ...Object.values(id)]) {
    expect(text.split('*').length % 2, text).toBe(1);
  }
});
