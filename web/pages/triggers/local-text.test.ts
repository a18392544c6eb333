import { expect, test } from 'vitest';
import { fromBoth, toBoth } from './local-text.ts';

test.each([
  ['one text for everybody', 'Net load', { en: 'Net load', id: '' }],
  ['one per language', { en: 'Net load', id: 'Beban' }, { en: 'Net load', id: 'Beban' }],
  ['Indonesian alone', { id: 'Beban' }, { en: '', id: 'Beban' }],
  ['English alone, named', { en: 'Net load' }, { en: 'Net load', id: '' }],
  ['none', undefined, { en: '', id: '' }],
])('%s is shown, and comes back as it was stored', (_what, stored, both) => {
  expect(toBoth(stored)).toEqual(both);
  expect(fromBoth(both, stored)).toEqual(stored);
});

test('a second language turns one text for everybody into two', () => {
  expect(fromBoth({ en: 'Net load', id: 'Beban' }, 'Net load')).toEqual({
    en: 'Net load',
    id: 'Beban',
  });
  expect(fromBoth({ en: '', id: '' }, 'Net load')).toBeUndefined();
});
