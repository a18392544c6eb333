import { expect, test } from 'vitest';
import { addressKind } from './address-kind.ts';

test.each([
  ['+6281200000001', 'phone'],
  ['99887766@lid', 'lid'],
  ['bsuid:ID.13491208655302741918', 'bsuid'],
  ['120363@g.us', 'group'],
  ['control-room', 'other'],
])('the address %j is of the kind %j', (address, kind) => {
  expect(addressKind(address)).toBe(kind);
});
