import { expect, test } from 'vitest';
import { fitAnswerName, numberedName } from './fit-answer-name.ts';

test.each([
  ['8TM', '8TM'],
  [' Data  Alarms ', 'Data Alarms'],
  ['*8tm*', '8tm*'],
  ['8', 'trigger 8'],
  ['menu', 'trigger menu'],
  ['tag list', 'trigger tag list'],
  ['', 'trigger'],
  ['!!!', 'trigger'],
  ['x'.repeat(80), 'x'.repeat(60)],
])('%j can be asked as %j', (name, fitted) => {
  expect(fitAnswerName(name, 'trigger')).toBe(fitted);
});

test('a second one of a name gets a number that no message means otherwise', () => {
  expect(numberedName('8TM', 2)).toBe('8TM (2)');
  expect(numberedName('x'.repeat(60), 12)).toBe(`${'x'.repeat(55)} (12)`);
});
