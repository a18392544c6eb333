import { expect, test } from 'vitest';
import type { TagInfo } from '#sdk';
import { localTimeReader } from '#sdk/series';
import { readingsOf } from './samples.ts';

const tag: TagInfo = {
  name: '8TMWATTSNET',
  description: '',
  unit: 'MW',
  valueType: 'number',
  step: false,
  displayDigits: null,
  future: false,
};
const toMs = localTimeReader('Asia/Jakarta');
const rows = [
  { v0: '2025-09-17 14:01:00', v1: 612.4 },
  { v0: '2025-09-17 14:00:00', v1: '611.9' },
];

test.each([
  ['in an object', { data: rows, message: 'Success', status: 200 }],
  ['in an object in an array', [{ data: rows, message: 'Success', status: 200 }]],
  ['alone', rows],
])('rows %s are the same readings, oldest first', (_how, content) => {
  expect(readingsOf(content, tag, toMs)).toEqual([
    { value: 611.9, unit: 'MW', timestamp: '2025-09-17T07:00:00.000Z', quality: 'good' },
    { value: 612.4, unit: 'MW', timestamp: '2025-09-17T07:01:00.000Z', quality: 'good' },
  ]);
});

test.each([
  ['No Data', { name: 'No Data', code: 248, isSystem: true }],
  ['i/o timeout', { name: 'I/O Timeout', code: 246, isSystem: true }],
  [null, undefined],
  ['', undefined],
])('%j is a bad reading, not a value', (v1, state) => {
  const [reading] = readingsOf([{ v0: '2025-09-17 14:00:00', v1 }], tag, toMs);
  expect(reading).toMatchObject({ value: null, quality: 'bad' });
  expect(reading?.state).toEqual(state);
});

test('a text that is no system state is the value', () => {
  const [reading] = readingsOf([{ v0: '2025-09-17 14:00:00', v1: 'Base Load' }], tag, toMs);
  expect(reading).toMatchObject({ value: 'Base Load', quality: 'good' });
});

test('a row without a time is left out', () => {
  expect(readingsOf([{ v0: 'soon', v1: 1 }, { v1: 2 }], tag, toMs)).toEqual([]);
});

test.each([{ data: 'none' }, 'text', null, { data: [], status: 500, message: 'broken' }])(
  '%j is an error',
  (content) => {
    expect(() => readingsOf(content, tag, toMs)).toThrow(
      expect.objectContaining({ code: 'pi.bad_answer' }),
    );
  },
);
