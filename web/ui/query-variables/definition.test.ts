import { expect, test } from 'vitest';
import { choicesText, readChoices } from './choices-text.ts';
import { changed, readDefault, toVariable, typeOf, withType } from './definition.ts';

test('choices are lines, with words beside the value where they have some', () => {
  const choices = [
    'North',
    2,
    { value: 'S', label: 'South' },
    { value: 3, label: { en: 'Boiler', id: 'Ketel' } },
  ];
  const text = 'North\n2\nS = South\n3 = Boiler | Ketel';
  expect(choicesText(choices)).toBe(text);
  expect(readChoices(text)).toEqual(choices);
  expect(readChoices('\n 007 \n')).toEqual(['007']);
  expect(readChoices(' \n')).toBeUndefined();
  expect(readChoices('a = b | c | d')).toEqual([{ value: 'a', label: 'b | c | d' }]);
});

test('another type leaves out what it does not have', () => {
  const number = { type: 'number', min: 0, max: 5, unit: 'bar', prompt: 'How much?' } as const;
  expect(withType(number, 'text')).toEqual({ type: 'text', prompt: 'How much?' });
  expect(typeOf('x', number)).toBe('number');
  expect(typeOf('x', { choices: ['a'] })).toBe('choice');
  expect(typeOf('limit', {})).toBe('number');
  expect(typeOf('start', {})).toBe('instant');
  expect(changed(number, { min: undefined, max: 9 })).toEqual({
    type: 'number',
    max: 9,
    unit: 'bar',
    prompt: 'How much?',
  });
});

test('a default is a number only where the type is one', () => {
  expect(readDefault('5', 'number')).toBe(5);
  expect(readDefault('5', 'text')).toBe('5');
  expect(readDefault('007', 'choice')).toBe('007');
  expect(readDefault('', 'number')).toBeUndefined();
});

test('a name of which nothing is said stays a name, and an object an object', () => {
  expect(toVariable('tag', {})).toBe('tag');
  expect(toVariable('tag', {}, { name: 'tag' })).toEqual({ name: 'tag' });
  expect(toVariable('tag', { type: 'tag' }, 'tag')).toEqual({ name: 'tag', type: 'tag' });
});
