import { expect, test } from 'vitest';
import { toolUnknown } from '../ai.errors.ts';
import { wordToolError } from './word-tool-error.ts';

test.each([
  ['en', /tells events/],
  ['id', /mencatat kejadian/],
] as const)('without a source that tells events, that is said in %s', (language, said) => {
  const { text } = wordToolError(toolUnknown('events', ['find_tags', 'history']), language);
  expect(text).toMatch(said);
  expect(text).not.toMatch(/tool|find_tags/);
});

test('the names of tools are never told to a person', () => {
  const { text } = wordToolError(toolUnknown('trend', ['find_tags', 'history']), 'en');
  expect(text).not.toMatch(/tool|find_tags/);
});
