import { expect, test } from 'vitest';
import { changedFields } from './changed-fields.ts';

test('only what somebody touched is sent', () => {
  const before = { name: 'u1 load', active: true, config: { tags: ['A'] } };
  expect(changedFields(before, { ...before, name: 'u1 net' })).toEqual({ name: 'u1 net' });
  expect(changedFields(before, { ...before, config: { tags: ['A', 'B'] } })).toEqual({
    config: { tags: ['A', 'B'] },
  });
  expect(changedFields(before, structuredClone(before))).toEqual({});
});
