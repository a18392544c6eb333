import { describe, expect, test } from 'vitest';
import { formatInstant } from '../time/instant.ts';
import { parseTime } from '../time/parse-time.ts';
import { TimeError } from '../time/time-error.ts';
import { parseTimeSpan } from '../time/time-span.ts';
import { countGrid, gridInstants } from './grid.ts';
import type { GridQuery } from './model.ts';

function grid(
  start: string,
  end: string,
  interval: string,
  {
    timeZone = 'UTC',
    syncTime,
    ...rest
  }: { timeZone?: string; syncTime?: string; syncTimeBoundaryType?: 'Inside' | 'Outside' } = {},
): GridQuery {
  const at = (text: string) => parseTime(text, { now: 0, timeZone });
  return {
    start: at(start),
    end: at(end),
    interval: parseTimeSpan(interval),
    timeZone,
    ...(syncTime === undefined ? {} : { syncTime: at(syncTime) }),
    ...rest,
  };
}

function show(query: GridQuery): string[] {
  return gridInstants(query).map((at) => formatInstant(at).slice(5, 16));
}

test('a grid of days follows the wall clock over a change of the clocks', () => {
  const query = grid('2025-10-25', '2025-10-28', '1d', { timeZone: 'Europe/Berlin' });
  expect(show(query)).toEqual(['10-24T22:00', '10-25T22:00', '10-26T23:00', '10-27T23:00']);
});

test('a grid of hours does not', () => {
  const query = grid('2025-10-26', '2025-10-26 04:00', '1h', { timeZone: 'Europe/Berlin' });
  expect(gridInstants(query)).toHaveLength(6);
});

test('in Jakarta a day is always 24 hours', () => {
  const query = grid('2025-10-25', '2025-10-28', '1d', { timeZone: 'Asia/Jakarta' });
  const instants = gridInstants(query);
  const steps = instants.slice(1).map((at, index) => at - (instants[index] ?? 0));
  expect(new Set(steps)).toEqual(new Set([864_000_000_000]));
});

test('a sync time shifts the grid to pass through it', () => {
  const options = { syncTime: '2025-01-01 00:15' };
  expect(show(grid('2025-01-01 10:00', '2025-01-01 12:00', '1h', options))).toEqual([
    '01-01T10:15',
    '01-01T11:15',
  ]);
  expect(show(grid('2025-01-01 12:00', '2025-01-01 10:00', '1h', options))).toEqual([
    '01-01T11:15',
    '01-01T10:15',
  ]);
});

test('with boundary type Outside the grid reaches beyond both ends', () => {
  const query = grid('2025-01-01 10:00', '2025-01-01 12:00', '1h', {
    syncTime: '2025-01-01 00:15',
    syncTimeBoundaryType: 'Outside',
  });
  expect(show(query)).toEqual(['01-01T09:15', '01-01T10:15', '01-01T11:15', '01-01T12:15']);
});

test('a sync time far away in months is found', () => {
  const query = grid('2025-01-01', '2025-04-01', '1mo', { syncTime: '2010-06-15' });
  expect(show(query)).toEqual(['01-15T00:00', '02-15T00:00', '03-15T00:00']);
});

describe('counting', () => {
  test.each([
    grid('2025-01-01', '2025-01-02', '1m'),
    grid('2025-01-02', '2025-01-01', '7m'),
    grid('2025-01-01', '2025-03-01', '1d', { timeZone: 'Europe/Berlin' }),
    grid('2025-01-01', '2025-01-02', '1h', { syncTime: '2024-01-01 00:30' }),
  ])('agrees with making the grid (%#)', (query) => {
    expect(countGrid(query, 1_000_000)).toBe(gridInstants(query).length);
  });

  test('stops at the limit', () => {
    expect(countGrid(grid('1990-01-01', '2025-01-01', '1s'), 150_000)).toBe(150_001);
  });
});

test('an interval of nothing is refused', () => {
  expect(() => gridInstants(grid('2025-01-01', '2025-01-02', '0s'))).toThrow(TimeError);
});
