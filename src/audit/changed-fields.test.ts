import { expect, test } from 'vitest';
import { changedFields } from './index.ts';

test('the log of a change has only what differs, and what the thing is called', () => {
  const before = { name: 'u1 load', active: true, config: { tags: ['A'] }, updatedAt: 1 };
  const after = { name: 'u1 load', active: false, config: { tags: ['A'] }, updatedAt: 2 };
  expect(changedFields(before, after)).toEqual({
    name: 'u1 load',
    before: { active: true },
    after: { active: false },
  });
});

test('a user is called by the user name, a contact without a name by the phone', () => {
  const role = { before: { role: 'user' }, after: { role: 'viewer' } };
  const user = { username: 'sari', fullName: null };
  expect(changedFields({ ...user, role: 'user' }, { ...user, role: 'viewer' })).toEqual({
    name: 'sari',
    ...role,
  });
  const contact = { name: null, phone: '+6281200000001' };
  expect(changedFields(contact, { ...contact, status: 'blocked' })).toEqual({
    name: '+6281200000001',
    before: { status: null },
    after: { status: 'blocked' },
  });
});

test('what has no name is told without one', () => {
  expect(changedFields({ value: 6 }, { value: 8 })).toEqual({
    before: { value: 6 },
    after: { value: 8 },
  });
});
