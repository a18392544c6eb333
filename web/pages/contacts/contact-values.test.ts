import { describe, expect, test } from 'vitest';
import { isNothing, isPhone, toFirstGrants, toGrantValues, toGrants } from './contact-values.ts';

const CHOSEN = { groupIds: ['unit-1'], sourceIds: [] };

describe('what a contact may ask for', () => {
  test.each([
    [{ all: true } as const],
    [CHOSEN],
    [{ all: true, freeSql: true } as const],
    [{ ...CHOSEN, freeSql: false }],
  ])('%j is the same after editing', (grants) => {
    expect(toGrants(toGrantValues(grants))).toEqual(grants);
  });

  test('what was chosen before is not sent along with “everything”', () => {
    expect(toGrants({ ...toGrantValues(CHOSEN), access: 'everything' })).toEqual({ all: true });
  });

  test('whoever never was granted anything is offered everything first', () => {
    expect(toFirstGrants({ grants: { groupIds: [], sourceIds: [] } }).access).toBe('everything');
    expect(toFirstGrants({ grants: CHOSEN }).access).toBe('chosen');
  });

  test('choosing nothing is noticed', () => {
    expect(isNothing({ access: 'chosen', groupIds: [], sourceIds: [] })).toBe(true);
    expect(isNothing(toGrantValues(CHOSEN))).toBe(false);
  });
});

test.each([
  ['+6281200000001', true],
  ['+62 812-0000.0001', true],
  ['+62 (812) 00000001', true],
  ['081200000001', false],
  ['+0812000000', false],
  ['+62', false],
])('%j is a phone with its country code: %j', (text, is) => {
  expect(isPhone(text)).toBe(is);
});
