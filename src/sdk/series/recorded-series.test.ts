import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Reading, Statistic, TagInfo } from '#sdk';
import { interpolate, reduceForPlot, summariseRecorded } from './index.ts';

const MINUTE_MS = 60_000;
const START_MS = Date.parse('2026-03-01T00:00:00Z');
const NOW_MS = START_MS + 600 * MINUTE_MS;

function tag(step: boolean): TagInfo {
  return {
    name: 'T',
    description: '',
    unit: 't/h',
    valueType: 'number',
    step,
    displayDigits: null,
    future: false,
  };
}

function at(minute: number, value: number | string | null): Reading {
  return {
    value,
    unit: 't/h',
    timestamp: new Date(START_MS + minute * MINUTE_MS).toISOString(),
    quality: value === null ? 'bad' : 'good',
  };
}

function minutes(...all: readonly number[]): readonly number[] {
  return all.map((minute) => START_MS + minute * MINUTE_MS);
}

function numbers(
  readings: readonly Reading[],
  edges: readonly number[],
  {
    step = false,
    weighting = 'time',
    nowMs = NOW_MS,
  }: { step?: boolean; weighting?: 'time' | 'event'; nowMs?: number } = {},
): readonly Record<string, unknown>[] {
  const statistics: readonly Statistic[] = [
    'average',
    'minimum',
    'maximum',
    'range',
    'total',
    'count',
    'percentGood',
  ];
  const edgesMs = minutes(...edges);
  return summariseRecorded({
    readings,
    edgesMs,
    tag: tag(step),
    statistics,
    weighting,
    nowMs,
  }).map(({ statistics }) =>
    Object.fromEntries(Object.entries(statistics).map(([name, { value }]) => [name, value])),
  );
}

describe('statistics of values recorded on change', () => {
  test('a value that held before the range and did not change is its average, lowest and highest', () => {
    expect(numbers([at(-50, 7)], [0, 60, 120])).toEqual([
      expect.objectContaining({ average: 7, minimum: 7, maximum: 7, count: 0, percentGood: 100 }),
      expect.objectContaining({ average: 7, minimum: 7, maximum: 7, count: 0, percentGood: 100 }),
    ]);
  });

  test('a line into the bucket belongs to its average and its highest', () => {
    const [bucket] = numbers([at(-30, 0), at(30, 60), at(90, 0)], [0, 60]);
    expect(bucket).toMatchObject({ average: 45, minimum: 30, maximum: 60, count: 1 });
  });

  test('what moves in steps keeps the old value until the new one', () => {
    const readings = [at(-10, 0), at(45, 100)];
    expect(numbers(readings, [0, 60], { step: true })[0]).toMatchObject({
      average: 25,
      total: 25 / 24,
    });
  });

  test('a step at the very beginning of a bucket leaves the old value to the bucket before', () => {
    const readings = [at(0, 1), at(60, 2), at(120, 2)];
    const [before, after] = numbers(readings, [0, 60, 120], { step: true });
    expect(before).toMatchObject({ minimum: 1, maximum: 1, count: 1 });
    expect(after).toMatchObject({ minimum: 2, maximum: 2, count: 2 });
  });

  test('a bad value is a gap from its instant, not from the value before it', () => {
    const [bucket] = numbers([at(0, 10), at(30, null)], [0, 60]);
    expect(bucket).toMatchObject({ average: 10, percentGood: 50, count: 1 });
  });

  test('what is to come is not good time', () => {
    const [bucket] = numbers([at(0, 10)], [0, 60], { nowMs: START_MS + 15 * MINUTE_MS });
    expect(bucket).toMatchObject({ average: 10, percentGood: 25, count: 1 });
  });

  test('weighted by events, only what was recorded within the bucket counts', () => {
    const readings = [at(-1, 1_000), at(10, 1), at(11, 2), at(50, 6)];
    expect(numbers(readings, [0, 60], { weighting: 'event' })[0]).toMatchObject({
      average: 3,
      minimum: 1,
      maximum: 6,
      total: 9,
      count: 3,
    });
  });

  test('without any value there is no statistic, and the count is none', () => {
    expect(numbers([], [0, 60])[0]).toMatchObject({ average: null, minimum: null, count: 0 });
  });

  test('whatever is recorded, the average lies between lowest and highest, and all buckets together are the whole', () => {
    const value = fc.oneof(
      { weight: 9, arbitrary: fc.integer({ min: -1_000, max: 1_000 }) },
      { weight: 1, arbitrary: fc.constant(null) },
    );
    const recorded = fc.array(fc.tuple(fc.integer({ min: -60, max: 300 }), value), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(recorded, fc.boolean(), (points, step) => {
        const readings = [...new Map(points)]
          .toSorted(([a], [b]) => a - b)
          .map(([minute, each]) => at(minute, each));
        const edges = [0, 60, 120, 180, 240];
        const buckets = numbers(readings, edges, { step });
        for (const { average, minimum, maximum } of buckets) {
          if (average === null) continue;
          expect(Number(average)).toBeGreaterThanOrEqual(Number(minimum) - 1e-9);
          expect(Number(average)).toBeLessThanOrEqual(Number(maximum) + 1e-9);
        }
        const [whole] = numbers(readings, [0, 240], { step });
        const sum = (name: string): number =>
          buckets.reduce((total, bucket) => total + Number(bucket[name] ?? 0), 0);
        expect(sum('total')).toBeCloseTo(Number(whole?.['total'] ?? 0), 6);
        expect(sum('count')).toBe(whole?.['count']);
        expect(sum('percentGood') / 4).toBeCloseTo(Number(whole?.['percentGood']), 6);
      }),
      { numRuns: 200 },
    );
  });
});

describe('values between recorded ones', () => {
  test('lie on the line, or hold where the signal moves in steps', () => {
    const readings = [at(0, 10), at(10, 20)];
    const asked = minutes(0, 5, 10, 15);
    const values = (step: boolean): unknown[] =>
      interpolate(readings, asked, tag(step)).map(({ value }) => value);
    expect(values(false)).toEqual([10, 15, 20, 20]);
    expect(values(true)).toEqual([10, 10, 20, 20]);
  });

  test('hold before a bad value, are bad during it, and bad before the first', () => {
    const readings = [at(0, 10), at(10, null), at(20, 30)];
    const values = interpolate(readings, minutes(-5, 5, 15, 25), tag(false));
    expect(values.map(({ value }) => value)).toEqual([null, 10, null, 30]);
    expect(values.map(({ quality }) => quality)).toEqual(['bad', 'good', 'bad', 'good']);
  });

  test('are as doubtful as the worse of their neighbours', () => {
    const readings = [at(0, 10), { ...at(10, 20), quality: 'questionable' as const }];
    const [exact, between] = interpolate(readings, minutes(0, 5), tag(false));
    expect([exact?.quality, between?.quality]).toEqual(['good', 'questionable']);
  });
});

describe('values for a picture', () => {
  const range = {
    start: new Date(START_MS).toISOString(),
    end: new Date(START_MS + 100 * MINUTE_MS).toISOString(),
  };

  test('stay as they are where there are few', () => {
    const few = [at(0, 1), at(1, 2)];
    expect(reduceForPlot(few, range, 10)).toBe(few);
  });

  test('keep every peak, every gap and both ends, and are recorded ones in order', () => {
    const recorded = fc.array(
      fc.oneof(
        { weight: 30, arbitrary: fc.integer({ min: 0, max: 9 }) },
        { weight: 1, arbitrary: fc.constant(null) },
      ),
      { minLength: 100, maxLength: 400 },
    );
    fc.assert(
      fc.property(recorded, (values) => {
        const all = values.map((value, index) => at((index * 100) / values.length, value));
        const kept = reduceForPlot(all, range, 5);
        expect(kept.length).toBeLessThanOrEqual(25);
        expect(all.filter((reading) => kept.includes(reading))).toEqual(kept);
        expect(kept[0]).toBe(all[0]);
        expect(kept.at(-1)).toBe(all.at(-1));
        const extremes = (list: readonly Reading[]): number[] => {
          const known = list.flatMap(({ value }) => (typeof value === 'number' ? [value] : []));
          return [Math.min(...known), Math.max(...known)];
        };
        expect(extremes(kept)).toEqual(extremes(all));
        expect(kept.some(({ value }) => value === null)).toBe(
          all.some(({ value }) => value === null),
        );
      }),
      { numRuns: 50 },
    );
  });
});
