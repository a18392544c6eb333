import { expect, test } from 'vitest';
import { loadedTrigger, questionOf, sourcesOf } from '../../../tests/support/question.ts';
import { asksOfAnInstant } from './asks-of-an-instant.ts';

const TRIGGER = loadedTrigger('u1 load', 'pi', { type: 'value', tags: ['U1_LOAD'], elements: [] });

test.each([
  ['u1 load yesterday 15:30', true],
  ['u1 load kemarin jam 15.30', true],
  ['u1 load 06:00', true],
  ['u1 load since 06:00', false],
  ['u1 load sejak jam 6', false],
  ['u1 load 8h', false],
  ['u1 load yesterday', false],
  ['u1 load', false],
  ['is it raining', false],
])('"%s" asks of one moment: %s', async (text, expected) => {
  const question = questionOf(text, await sourcesOf({}), { triggers: [TRIGGER] });
  expect(asksOfAnInstant(question)).toBe(expected);
});
