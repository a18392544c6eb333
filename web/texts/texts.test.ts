import { globSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Catalogue, Texts } from '../app/define-texts.ts';

const files = globSync('*.ts', { cwd: import.meta.dirname }).filter(
  (name) => !name.endsWith('.test.ts'),
);
const catalogues = await Promise.all(
  files.map(async (file) => {
    const module = (await import(/* @vite-ignore */ `./${file}`)) as Record<
      string,
      Texts<Catalogue>
    >;
    return { file, texts: Object.values(module) };
  }),
);

test('every part of the page has its texts, each under a name of its own', () => {
  const names = catalogues.flatMap(({ texts }) => texts.map(({ namespace }) => namespace));
  expect(names.length).toBeGreaterThan(5);
  expect(new Set(names).size).toBe(names.length);
});

describe.each(catalogues)('$file', ({ texts }) => {
  test.each(texts)('$namespace says everything in both languages', ({ en, id }) => {
    expect(Object.keys(id).toSorted()).toEqual(Object.keys(en).toSorted());
    for (const [key, text] of [...Object.entries(en), ...Object.entries(id)]) {
      expect(text.trim(), key).not.toBe('');
    }
  });

  test.each(texts)('$namespace fills in the same values in both languages', ({ en, id }) => {
    for (const key of Object.keys(en)) {
      // "1 row" may be said without the number.
      if (key.endsWith('_one')) continue;
      expect(valuesOf(id[key]), key).toEqual(valuesOf(en[key]));
    }
  });

  test.each(texts)('$namespace counts in both forms', ({ en }) => {
    const stems = (ending: string) =>
      Object.keys(en).flatMap((key) =>
        key.endsWith(ending) ? [key.slice(0, -ending.length)] : [],
      );
    // `type_other` is also just a word; only what has one form for one needs the other.
    expect(stems('_other')).toEqual(expect.arrayContaining(stems('_one')));
  });
});

function valuesOf(text = ''): string[] {
  return [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name = '']) => name))].toSorted();
}
