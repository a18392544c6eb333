import { expect, test } from 'vitest';
import { unitOf } from './unit-of.ts';

test.each([
  ['its description', { name: 'X', description: 'Unit 2 net load' }, 2],
  ['its area alone', { name: 'LOAD', description: 'Net load', area: 'Tanjung Sari\\Unit 2' }, 2],
  ['its name', { name: 'U1_LOAD', description: '' }, 1],
  ['nothing', { name: 'LOAD', description: 'Net load' }, undefined],
  ['what units share', { name: 'CW', description: 'Common cooling water' }, undefined],
])('the unit of a tag is told by %s', (_by, tag, unit) => {
  expect(unitOf(tag)).toBe(unit);
});
