import { describe, expect, test } from 'vitest';
import type { Grants } from '../chat/index.ts';
import type { LoadedTrigger } from '../triggers/index.ts';
import { decideAccess, type AccessMode } from './access.ts';

const u1Load: LoadedTrigger = {
  id: 'u1-load',
  name: 'u1 load',
  dataSourceId: 'pi',
  description: undefined,
  firstTag: 'U1_LOAD',
  runnable: () => {
    throw new Error('rights are decided without looking at what a trigger asks');
  },
};
const u2Load: LoadedTrigger = { ...u1Load, id: 'u2-load', name: 'u2 load' };
const unit1 = { id: 'unit-1', members: [u1Load] };
const both = { id: 'both', members: [u1Load, u2Load] };
const groupsOf = (id: string) => (id === 'u1-load' ? ['unit-1', 'both'] : ['both']);

function access(
  grants: Grants,
  mode: AccessMode = 'approval',
  status: 'pending' | 'approved' | 'blocked' = 'approved',
) {
  return decideAccess({ status, grants }, mode, groupsOf);
}

function rights(grants: Grants, mode: AccessMode = 'approval') {
  const decided = access(grants, mode);
  if (decided.may !== 'ask') throw new Error(`may ${decided.may}`);
  return decided.rights;
}

describe('a contact granted unit 1 only', () => {
  const granted = rights({ groupIds: ['unit-1'], sourceIds: [] });
  test('asks the group and its members', () => {
    expect(granted.mayUseGroup(unit1)).toBe(true);
    expect(granted.mayUseTrigger(u1Load)).toBe(true);
  });
  test('asks neither the other unit, nor a group with a member it may not see, nor tags', () => {
    expect(granted.mayUseTrigger(u2Load)).toBe(false);
    expect(granted.mayUseGroup(both)).toBe(false);
    expect(granted.mayUseSource('pi')).toBe(false);
  });
});

test('a granted source brings its triggers, groups of them, and its tags', () => {
  const granted = rights({ groupIds: [], sourceIds: ['pi'] });
  expect(granted.mayUseTrigger(u2Load)).toBe(true);
  expect(granted.mayUseGroup(both)).toBe(true);
  expect(granted.mayUseSource('pi')).toBe(true);
  expect(granted.mayUseSource('historian 2')).toBe(false);
});

test('an empty group is nobody’s by accident', () => {
  expect(rights({ groupIds: [], sourceIds: [] }).mayUseGroup({ ...unit1, members: [] })).toBe(
    false,
  );
});

test.each([
  ['approval', 'pending', 'wait'],
  ['closed', 'pending', 'leave'],
  ['open', 'pending', 'ask'],
  ['approval', 'blocked', 'nothing'],
  ['open', 'blocked', 'nothing'],
  ['closed', 'approved', 'ask'],
] as const)('in mode %s a %s contact may %s', (mode, status, expected) => {
  expect(access({ groupIds: [], sourceIds: [] }, mode, status).may).toBe(expected);
});
