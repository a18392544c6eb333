import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChartPoint } from '../picture.schema.ts';
import { clipPoints } from './clip-points.ts';
import { numberLabel } from './number-label.ts';
import { thinPoints } from './thin-points.ts';
import { timeLabel } from './time-label.ts';
import { timeTicks } from './time-ticks.ts';
import { valueScale } from './value-scale.ts';

const at = (iso: string) => Date.parse(iso);
const isoOf = (ticks: { readonly at: readonly number[] }) =>
  ticks.at.map((ms) => new Date(ms).toISOString().slice(0, 16));

describe('the times on an axis', () => {
  test('are round by the plant’s clocks, wherever the server is', () => {
    const ticks = timeTicks(
      at('2026-11-27T23:00:00Z'),
      at('2026-11-28T07:00:00Z'),
      'Asia/Jakarta',
      6,
    );
    expect(isoOf(ticks)).toEqual([
      '2026-11-27T23:00',
      '2026-11-28T01:00',
      '2026-11-28T03:00',
      '2026-11-28T05:00',
      '2026-11-28T07:00',
    ]);
    const picture = {
      timeZone: 'Asia/Jakarta',
      language: 'id',
      end: at('2026-11-28T07:00:00Z'),
    } as const;
    expect(timeLabel(ticks.at[1] ?? 0, ticks.stepMs, picture)).toBe('08.00');
  });

  test('stay round in a zone that is three quarters of an hour off', () => {
    const { at: ticks } = timeTicks(0, 8 * 3_600_000, 'Asia/Kathmandu', 6);
    const minutes = ticks.map((ms) => new Date(ms + 5.5 * 3_600_000).getUTCMinutes());
    expect(new Set(minutes)).toEqual(new Set([0]));
  });

  test('stay round when the clocks change to summer time', () => {
    const ticks = timeTicks(
      at('2026-03-28T12:00:00Z'),
      at('2026-03-30T12:00:00Z'),
      'Europe/Berlin',
      5,
    );
    expect(isoOf(ticks)).toEqual([
      '2026-03-28T23:00',
      '2026-03-29T10:00',
      '2026-03-29T22:00',
      '2026-03-30T10:00',
    ]);
  });

  test('say the day at midnight', () => {
    const picture = {
      timeZone: 'Asia/Jakarta',
      language: 'en',
      end: at('2026-11-28T07:00:00Z'),
    } as const;
    expect(timeLabel(at('2026-11-27T17:00:00Z'), 6 * 3_600_000, picture)).toBe('28 Nov');
    expect(timeLabel(at('2026-11-27T11:00:00Z'), 6 * 3_600_000, picture)).toBe('18:00');
  });

  test('are in order, within the range and few, for a minute as for a century', () => {
    const lengths = fc.integer({ min: 60, max: 3_200_000_000 });
    const zones = fc.constantFrom('Asia/Jakarta', 'America/St_Johns', 'Europe/London', 'UTC');
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2_000_000_000 }),
        lengths,
        zones,
        (from, length, zone) => {
          const [start, end] = [from * 1000, (from + length) * 1000];
          const { at: ticks } = timeTicks(start, end, zone, 6);
          expect(ticks.length).toBeLessThanOrEqual(8);
          expect(ticks).toEqual([...new Set(ticks)].toSorted((a, b) => a - b));
          for (const tick of ticks) expect(tick >= start && tick <= end).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('the scale of values', () => {
  test('holds every value between round numbers', () => {
    const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 });
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1, maxLength: 20 }), (values) => {
        const { min, max, interval } = valueScale(values, 1, 5);
        const slack = interval * 1e-6;
        expect(max).toBeGreaterThan(min);
        for (const value of values) {
          expect(value).toBeGreaterThanOrEqual(min - slack);
          expect(value).toBeLessThanOrEqual(max + slack);
        }
      }),
    );
  });

  test('does not make a mountain of what the last digit does', () => {
    const { min, max } = valueScale([612.41, 612.42], 1, 5);
    expect(max - min).toBeGreaterThanOrEqual(0.5);
  });

  test('of a few whole numbers has no place for less than none, and no empty half', () => {
    expect(valueScale([0, 1, 2, 0], 0, 5)).toMatchObject({ min: 0, max: 5, interval: 1 });
    expect(valueScale([-1, 0], 0, 5)).toMatchObject({ min: -3, max: 2 });
  });

  test('of a value that never changed, of none, and of very small ones, is a scale still', () => {
    for (const values of [[50], [0], [], [-3, -3], [1e-9, 3e-9]]) {
      const scale = valueScale(values, 10, 4);
      expect(Number.isFinite(scale.min) && scale.max > scale.min).toBe(true);
    }
  });

  test('is written in the reader’s language, large and small', () => {
    expect(numberLabel(1234.5, 1, 'id')).toBe('1.234,5');
    expect(numberLabel(-1e12, 0, 'en')).toBe('-1×10¹²');
    expect(numberLabel(1.5e-9, 10, 'id')).toBe('1,5×10⁻⁹');
    expect(numberLabel(0, 10, 'en')).toBe('0');
    // As those beside it.
    expect(numberLabel(8e8, 0, 'en', 1.6e9)).toBe('8×10⁸');
  });
});

describe('many points', () => {
  test('keep every peak and every gap when they are thinned', () => {
    const points: ChartPoint[] = Array.from({ length: 10_000 }, (_, index) => [
      index,
      index === 4321 ? 900 : index === 7000 ? null : index % 7,
    ]);
    const thinned = thinPoints(points, 0, 9999, 500);
    expect(thinned.length).toBeLessThanOrEqual(2_002);
    expect(thinned).toContainEqual([4321, 900]);
    expect(thinned).toContainEqual([7000, null]);
    expect(thinned.map(([time]) => time)).toEqual(
      thinned.map(([time]) => time).toSorted((a, b) => a - b),
    );
  });

  test('that few are drawn as they are', () => {
    const points: ChartPoint[] = [
      [1, 5],
      [2, null],
      [3, 6],
    ];
    expect(thinPoints(points, 0, 10, 500)).toBe(points);
  });
});

describe('what reaches beyond the range', () => {
  test('enters and leaves where the line crosses it', () => {
    expect(
      clipPoints(
        [
          [0, 0],
          [10, 10],
          [20, 20],
        ],
        'line',
        5,
        15,
      ),
    ).toEqual([
      [5, 5],
      [10, 10],
      [15, 15],
    ]);
  });

  test('holds, when it is a step, and up to where a gap begins', () => {
    expect(
      clipPoints(
        [
          [0, 1],
          [10, null],
          [20, 3],
          [30, 4],
        ],
        'step',
        5,
        25,
      ),
    ).toEqual([
      [5, 1],
      [10, 1],
      [10, null],
      [20, 3],
      [25, 3],
    ]);
  });
});
