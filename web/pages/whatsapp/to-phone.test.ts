import { expect, test } from 'vitest';
import { toPhone } from './to-phone.ts';

test.each([
  ['+6281200000001', '+6281200000001'],
  [' +62 812-0000-0001 ', '+6281200000001'],
  ['+1 (555) 010.0001', '+15550100001'],
  ['081200000001', undefined],
  ['+62', undefined],
  ['call me', undefined],
])('the number %j to link is taken as %j', (typed, phone) => {
  expect(toPhone(typed)).toBe(phone);
});
