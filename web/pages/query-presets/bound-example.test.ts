import { expect, test } from 'vitest';
import { boundExample, exampleQuestion } from './bound-example.ts';

const NOW_MS = Date.parse('2026-11-27T10:30:20Z');

test('an example shows what is handed over, and what somebody sends for it', () => {
  const bound = boundExample(
    '… tag = {tag} AND at BETWEEN {start} AND {end} LIMIT {limit}',
    NOW_MS,
  );
  expect(bound).toEqual([
    { name: 'tag', value: 'FIC101', from: 'fromQuestion' },
    { name: 'start', value: '2026-11-27T02:30:00.000Z', from: 'fromRange' },
    { name: 'end', value: '2026-11-27T10:30:00.000Z', from: 'fromRange' },
    { name: 'limit', value: '20', from: 'fromCount' },
  ]);
  expect(exampleQuestion(bound)).toBe('tag=FIC101 8h 20');
});
