import { expect, test } from 'vitest';
import type { StoreChange } from '#sdk';
import { createGroupCommit } from './group-commit.ts';

const change = (id: string, value: string | null): StoreChange => ({ kind: 'session', id, value });

test('what is asked for during a write goes in one write after it, the last value of each entry', async () => {
  const written: (readonly StoreChange[])[] = [];
  const gate = Promise.withResolvers<void>();
  const commit = createGroupCommit(async (changes) => {
    written.push(changes);
    if (written.length === 1) await gate.promise;
  });
  const first = commit.write([change('a', '1')]);
  await expect.poll(() => written.length).toBe(1);
  const rest = [
    commit.write([change('a', '2'), change('b', '1')]),
    commit.write([change('a', '3')]),
  ];
  gate.resolve();
  await Promise.all([first, ...rest]);
  expect(written).toEqual([[change('a', '1')], [change('a', '3'), change('b', '1')]]);
});

test('removing everything waits for the writes before it and holds up those after it', async () => {
  const steps: string[] = [];
  const commit = createGroupCommit(async ([first]) => void steps.push(first?.id ?? ''));
  const all = [
    commit.write([change('before', '1')]),
    commit.inTurn(async () => void steps.push('clear')),
    commit.write([change('after', '1')]),
  ];
  await Promise.all(all);
  expect(steps).toEqual(['before', 'clear', 'after']);
});
