import { expect, test } from 'vitest';
import { priorityText } from './priority-text.ts';
import { statusSays } from './status-says.ts';

test.each([
  ['pending', false, undefined],
  ['pending', true, 'says.waitsForPerson'],
  ['sent', true, undefined],
  ['expired', false, 'says.expired'],
  ['cancelled', false, 'says.cancelled'],
] as const)(
  'a message that is %s (waits for the person: %s) is explained',
  (status, waits, key) => {
    expect(statusSays({ status, waitsForPerson: waits })).toBe(key);
  },
);

test.each([
  [30, 'priority.alarm'],
  [25, 'priority.reply'],
  [10, 'priority.manual'],
  [0, 'priority.bulk'],
] as const)('priority %i is told in words', (priority, key) => {
  expect(priorityText(priority)).toBe(key);
});
