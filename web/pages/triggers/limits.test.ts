import { expect, test } from 'vitest';
import { limitProblems, limitsOf, ownersOf } from './limits.ts';

test('limits are read from a config, whatever else stands there', () => {
  expect(limitsOf({})).toEqual([]);
  expect(limitsOf({ limits: 'high' })).toEqual([]);
  expect(limitsOf({ limits: [{ value: 630, label: 'HH' }, null] })).toEqual([
    { value: 630, label: 'HH' },
  ]);
});

test('of one tag a limit need not say whose it is; of several it must, or it would not be drawn', () => {
  const limits = [{ value: 630 }];
  expect(limitProblems({ tags: ['A'], limits })).toEqual([]);
  const missing = [{ index: 0, field: 'tag', kind: 'tagMissing' }];
  expect(limitProblems({ tags: ['A', 'B'], limits })).toEqual(missing);
  expect(limitProblems({ tags: ['U1_*'], limits })).toEqual(missing);
  expect(limitProblems({ elements: ['Boiler'], limits })).toEqual(missing);
});

test('a limit of a tag that was taken out is told, and one without a value', () => {
  const limits = [{ tag: 'a', value: 1 }, { tag: 'C', value: 2 }, { tag: 'B' }];
  expect(limitProblems({ tags: ['A', 'B'], limits })).toEqual([
    { index: 1, field: 'tag', kind: 'tagUnknown' },
    { index: 2, field: 'value', kind: 'valueMissing' },
  ]);
  expect(ownersOf({ tags: ['A', 'B'] })).toEqual(['A', 'B']);
  expect(limitProblems({ tags: ['U?_LOAD'], limits: [{ tag: 'U1_LOAD', value: 1 }] })).toEqual([]);
});
