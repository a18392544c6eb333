import { expect, test } from 'vitest';
import type { Reading, Statistic, TagInfo } from '#sdk';
import { summarise } from './summarise.ts';

const HOUR_MS = 3_600_000;
const tag: TagInfo = {
  name: 'FLOW',
  description: '',
  unit: 't/h',
  valueType: 'number',
  step: false,
  displayDigits: null,
  future: false,
};
const ALL: readonly Statistic[] = [
  'average',
  'minimum',
  'maximum',
  'range',
  'total',
  'count',
  'percentGood',
];

/** A sample every quarter of an hour from 1970 on; null is a bad one. */
function samples(values: readonly (number | null)[]): readonly Reading[] {
  return values.map((value, i) => ({
    value,
    unit: 't/h',
    timestamp: new Date((i * HOUR_MS) / 4).toISOString(),
    quality: value === null ? 'bad' : 'good',
  }));
}

function hour(
  values: readonly (number | null)[],
  weighting: 'time' | 'event' = 'time',
  step = false,
) {
  const [bucket] = summarise(samples(values), [0, HOUR_MS], { ...tag, step }, ALL, weighting);
  const found = Object.entries(bucket?.statistics ?? {});
  return Object.fromEntries(found.map(([name, reading]) => [name, reading.value]));
}

test('a ramp has the average of its ends, and its total is its area in units times days', () => {
  expect(hour([0, 10, 20, 30, 40])).toEqual({
    average: 20,
    minimum: 0,
    maximum: 40,
    range: 40,
    total: 20 / 24,
    count: 5,
    percentGood: 100,
  });
});

test('a stepped tag holds each value until the next', () => {
  expect(hour([0, 10, 20, 30, 40], 'time', true)).toMatchObject({ average: 15 });
});

test('time next to a bad sample is not counted as good', () => {
  expect(hour([10, 10, null, 10, 10])).toMatchObject({ average: 10, percentGood: 50, count: 4 });
});

test('event-weighted statistics are those of the samples alone', () => {
  expect(hour([1, 2, 3, 4, 5], 'event')).toMatchObject({ average: 3, total: 15, count: 5 });
});

test('without a good sample every statistic but count and percent good is bad', () => {
  expect(hour([null, null, null])).toEqual({
    average: null,
    minimum: null,
    maximum: null,
    range: null,
    total: null,
    count: 0,
    percentGood: 0,
  });
});

test('the total of a flow says that it is per hour times days', () => {
  const [bucket] = summarise(samples([24, 24, 24, 24, 24]), [0, HOUR_MS], tag, ['total'], 'time');
  expect(bucket?.statistics.total).toMatchObject({ value: 1, unit: 't/h·d' });
});

test('the value at an edge belongs to both sides of it in time, and to the later bucket as a sample', () => {
  const [first, second] = summarise(
    samples([0, 0, 100, 100, 100]),
    [0, HOUR_MS / 2, HOUR_MS],
    tag,
    ['average', 'maximum'],
    'time',
  );
  expect(first?.statistics.average?.value).toBe(25);
  expect(first?.statistics.maximum?.value).toBe(0);
  expect(second?.statistics.average?.value).toBe(100);
});
