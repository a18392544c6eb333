import { expect, test } from 'vitest';
import { forType, tagsOf, withChanges } from './trigger-config.ts';

test('a field the page does not know stays in the config, whatever is changed', () => {
  const stored = { tags: ['U1_LOAD_NET'], colour: 'red' };
  expect(withChanges(stored, { tags: ['U1_FREQ'], digits: 2 })).toEqual({
    tags: ['U1_FREQ'],
    colour: 'red',
    digits: 2,
  });
  expect(withChanges(stored, { tags: undefined })).toEqual({ colour: 'red' });
  expect(forType('text', stored, {}).config).toEqual({ colour: 'red' });
});

test('another type and back again loses nothing that was typed', () => {
  const typed = { tags: ['U1_LOAD_NET'], range: '8h', statistics: ['total'] };
  const asText = forType('text', typed, {});
  expect(asText.config).toEqual({});
  const back = forType('summary', { ...asText.config, description: 'Load' }, asText.aside);
  expect(back.config).toEqual({ ...typed, description: 'Load' });
});

test('what only a trend has goes with no other type, and is there again when it is a trend again', () => {
  const typed = { tags: ['A'], range: '8h', limits: [{ value: 630 }], compareWithBefore: true };
  const asValue = forType('value', typed, {});
  expect(asValue.config).toEqual({ tags: ['A'] });
  expect(forType('trend', asValue.config, asValue.aside).config).toEqual(typed);
});

test('a single tag of an older config is the first of its tags', () => {
  expect(tagsOf({ tag: 'A', tags: ['B', 'A'] })).toEqual(['A', 'B']);
  expect(tagsOf({})).toEqual([]);
});
