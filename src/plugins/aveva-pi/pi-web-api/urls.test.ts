import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pathWith, pathsWithList } from './urls.ts';

test.each(['A#B', '50% O2', 'Débit d’eau', 'a&b=c', 'x+y', 'T/1 (a)', '\\\\SRV\\Tag 1', 'a?b'])(
  'the tag %s arrives as it was sent',
  (tag) => {
    const url = new URL(pathWith('/points', { path: tag, maxCount: 1 }), 'http://pi');
    expect(url.searchParams.get('path')).toBe(tag);
    expect(url.hash).toBe('');
  },
);

test('what is undefined is left out and a list repeats its name', () => {
  expect(pathWith('/x', { a: undefined })).toBe('/x');
  expect(pathWith('/x', { a: undefined, b: ['1', '2'], c: false })).toBe('/x?b=1&b=2&c=false');
});

test('however a list is spread, every value is sent once, in order, and no URL is too long', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ minLength: 1, maxLength: 20, unit: 'grapheme' }), { maxLength: 60 }),
      fc.integer({ min: 300, max: 600 }),
      (values, maxLength) => {
        const list = { name: 'path', values };
        const paths = pathsWithList('/points/multiple', list, { q: 1 }, maxLength);
        expect(paths.flatMap((each) => each.values)).toEqual(values);
        for (const { path, values: own } of paths) {
          expect(path.length <= maxLength || own.length === 1).toBe(true);
          const sent = new URL(path, 'http://pi').searchParams.getAll('path');
          expect(sent).toEqual(own);
        }
      },
    ),
  );
});
