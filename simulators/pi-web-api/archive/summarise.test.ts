import { describe, expect, test } from 'vitest';
import { formatInstant } from '../time/instant.ts';
import { parseTime } from '../time/parse-time.ts';
import { parseTimeSpan } from '../time/time-span.ts';
import type { PointValue, SummaryQuery, SummaryType, TimedValue } from './model.ts';
import { at, sampleArchive } from './sample-archive.ts';
import { countSummaryIntervals } from './summary-intervals.ts';

type Events = readonly (readonly [string, PointValue])[];
const STEP = { shape: { pointType: 'Float64', step: true, future: false } } as const;

function query(start: string, end: string, rest: Partial<SummaryQuery> = {}): SummaryQuery {
  return { start: at(start), end: at(end), types: ['All'], timeZone: 'UTC', ...rest };
}

function shown(value: TimedValue): string | number | boolean {
  return typeof value.value === 'object' ? value.value.name : value.value;
}

function summary(events: Events, asked: SummaryQuery, options = {}): Record<string, PointValue> {
  const values = sampleArchive(events, options).summary(asked);
  return Object.fromEntries(values.map(({ type, value }) => [type, shown(value)]));
}

describe('time-weighted', () => {
  test('an hour flat at 3.125 totals 3.125 / 24, as a real server said', () => {
    const flat: Events = [['07:00', 3.125]];
    expect(summary(flat, query('08:00', '09:00'))).toMatchObject({
      Total: 0.130_208_333_333_333_34,
      Average: 3.125,
      Count: 3600,
      PercentGood: 100,
      Range: 0,
    });
  });

  test('over a flat day Total is the Average', () => {
    const flat: Events = [['2025-11-01', 4.931_640_63]];
    const day = summary(flat, query('2025-11-16', '2025-11-17'));
    expect(day['Total']).toBe(day['Average']);
    expect(day['Average']).toBe(4.931_640_63);
  });

  test('values count by how long they applied, along lines', () => {
    const ramp: Events = [
      ['08:00', 0],
      ['10:00', 100],
      ['11:00', 100],
    ];
    const result = summary(ramp, query('08:00', '11:00'));
    expect(result['Average']).toBeCloseTo(200 / 3, 10);
    expect(result['Minimum']).toBe(0);
    expect(result['Maximum']).toBe(100);
    expect(result['Total']).toBeCloseTo(200 / 24, 10);
    // Second moment of a line from a to b: (a² + ab + b²) / 3.
    const variance = (2 * (100 ** 2 / 3) + 100 ** 2) / 3 - (200 / 3) ** 2;
    expect(result['PopulationStdDev']).toBeCloseTo(Math.sqrt(variance), 8);
  });

  test('of a stepped stream, or discretely, along steps; continuously along lines', () => {
    const events: Events = [
      ['08:00', 0],
      ['09:00', 100],
    ];
    const hour = query('08:00', '09:00', { types: ['Average'] });
    expect(summary(events, hour, STEP)).toEqual({ Average: 0 });
    expect(summary(events, { ...hour, basis: 'TimeWeightedDiscrete' })).toEqual({ Average: 0 });
    expect(summary(events, { ...hour, basis: 'TimeWeightedContinuous' }, STEP)).toEqual({
      Average: 50,
    });
  });

  test('lines that cross the edges are cut there, and their cut ends can be the extremes', () => {
    const values = sampleArchive([
      ['08:00', 0],
      ['10:00', 120],
    ]).summary(query('08:30', '09:30', { types: ['Average', 'Minimum', 'Maximum'] }));
    expect(values.map(({ value }) => [value.value, formatInstant(value.at).slice(11, 16)])).toEqual(
      [
        [60, '08:30'],
        [30, '08:30'],
        [90, '09:30'],
      ],
    );
  });

  test('bad stretches count for nothing', () => {
    const events: Events = [
      ['08:00', 10],
      ['08:30', 'I/O Timeout'],
      ['08:45', 20],
    ];
    expect(summary(events, query('08:00', '09:00'))).toMatchObject({
      Average: (10 * 30 + 20 * 15) / 45,
      Count: 45 * 60,
      PercentGood: 75,
      Total: (10 * 30 + 20 * 15) / (24 * 60),
    });
  });

  test('what lies ahead of now is not there yet', () => {
    expect(summary([['10:00', 10]], query('11:00', '13:00'))).toMatchObject({
      Count: 3600,
      PercentGood: 50,
      Average: 10,
    });
    expect(summary([['10:00', 10]], query('13:00', '14:00'))).toMatchObject({
      Average: 'No Data',
      Count: 0,
      PercentGood: 0,
    });
  });
});

describe('when nothing good supports it', () => {
  test('before the first event a statistic is No Data', () => {
    expect(summary([['11:00', 1]], query('08:00', '09:00', { types: ['Average'] }))).toEqual({
      Average: 'No Data',
    });
  });

  test('over bad values only it is Calc Failed, and the percentage says zero', () => {
    const timedOut: Events = [['07:00', 'I/O Timeout']];
    const types = ['Average', 'PercentGood', 'Count'] as const;
    expect(summary(timedOut, query('08:00', '09:00', { types }))).toEqual({
      Average: 'Calc Failed',
      PercentGood: 0,
      Count: 0,
    });
  });

  test('of texts and states only count and percentage can be said', () => {
    const states: Events = [['08:00', { name: 'Running', value: 0, isSystem: false }]];
    const types = ['AllForNonNumeric', 'Maximum'] as const;
    expect(summary(states, query('08:00', '09:00', { types }))).toEqual({
      Count: 3600,
      PercentGood: 100,
      Maximum: 'Calc Failed',
    });
  });
});

describe('event-weighted', () => {
  const events: Events = [
    ['08:00', 2],
    ['08:10', 4],
    ['08:20', 'I/O Timeout'],
    ['09:00', 9],
  ];
  test('every good event counts once and Total is the plain sum', () => {
    expect(summary(events, query('08:00', '09:00', { basis: 'EventWeighted' }))).toEqual({
      Total: 15,
      Average: 5,
      Minimum: 2,
      Maximum: 9,
      Range: 7,
      StdDev: expect.closeTo(Math.sqrt((9 + 1 + 16) / 2), 10),
      PopulationStdDev: expect.closeTo(Math.sqrt((9 + 1 + 16) / 3), 10),
      Count: 3,
      PercentGood: 75,
    });
  });

  test('one event is enough for an average but not for a deviation', () => {
    const types = ['Average', 'StdDev'] as const;
    const asked = query('08:05', '08:15', { basis: 'EventWeighted', types });
    expect(summary(events, asked)).toEqual({ Average: 4, StdDev: 'Calc Failed' });
  });

  const counts = (rest: Partial<SummaryQuery>, start = '08:00', end = '10:00'): PointValue[] =>
    sampleArchive(events)
      .summary(query(start, end, { types: ['Count'], duration: parseTimeSpan('1h'), ...rest }))
      .map(({ value }) => value.value);

  test('of several intervals the start belongs to each, in descending order the end', () => {
    expect(counts({ basis: 'EventWeighted' })).toEqual([2, 1]);
    expect(counts({ basis: 'EventWeighted' }, '10:00', '08:00')).toEqual([0, 2]);
  });

  test.each([
    ['EventWeightedIncludeBothEnds', [3, 1]],
    ['EventWeightedExcludeMostRecentEvent', [2, 1]],
    ['EventWeightedExcludeEarliestEvent', [2, 0]],
  ] as const)('%s', (basis, expected) => {
    expect(counts({ basis })).toEqual(expected);
  });
});

describe('intervals', () => {
  const flat: Events = [['2025-10-01', 1]];
  const starts = (asked: SummaryQuery): string[] =>
    sampleArchive(flat)
      .summary({ ...asked, types: ['Count'] })
      .map(({ value }) => `${formatInstant(value.at).slice(5, 16)} ${String(shown(value))}`);

  test('are counted from the start; the last one is cut to fit', () => {
    const asked = query('08:00', '10:30', { duration: parseTimeSpan('1h') });
    expect(starts(asked)).toEqual(['11-18T08:00 3600', '11-18T09:00 3600', '11-18T10:00 1800']);
    expect(countSummaryIntervals(asked, 100)).toBe(3);
  });

  test('of a negative duration are counted from the end', () => {
    const asked = query('08:00', '10:30', { duration: parseTimeSpan('-1h') });
    expect(starts(asked)).toEqual(['11-18T08:00 1800', '11-18T08:30 3600', '11-18T09:30 3600']);
  });

  test('of a reversed range run from the later end', () => {
    const asked = query('10:30', '08:00', { duration: parseTimeSpan('1h') });
    expect(starts(asked)).toEqual(['11-18T09:30 3600', '11-18T08:30 3600', '11-18T08:00 1800']);
  });

  test.each([
    ['Europe/Berlin', '2025-10-25', ['86400', '90000', '86400']],
    ['America/New_York', '2025-11-01', ['86400', '90000', '86400']],
    ['Asia/Jakarta', '2025-10-25', ['86400', '86400', '86400']],
  ])('of a day follow the wall clock in %s', (timeZone, first, seconds) => {
    const start = parseTime(first, { now: 0, timeZone });
    const end = parseTime(`${first}+3d`, { now: 0, timeZone });
    const asked = { ...query('t', 't'), start, end, timeZone, duration: parseTimeSpan('1d') };
    expect(starts(asked).map((text) => text.slice(12))).toEqual(seconds);
  });
});

describe('time stamps', () => {
  const events: Events = [
    ['08:00', 5],
    ['08:20', 1],
    ['08:40', 9],
  ];
  const stamp = (timeType: SummaryQuery['timeType'] & string, type: SummaryType): string => {
    const asked = query('08:00', '09:00', { types: [type], timeType });
    const [first] = sampleArchive(events, STEP).summary(asked);
    return first === undefined ? '' : formatInstant(first.value.at).slice(11, 16);
  };
  test.each([
    ['Auto', 'Average', '08:00'],
    ['Auto', 'Minimum', '08:20'],
    ['Auto', 'Maximum', '08:40'],
    ['EarliestTime', 'Maximum', '08:00'],
    ['MostRecentTime', 'Average', '09:00'],
    ['MostRecentTime', 'Minimum', '09:00'],
  ] as const)('%s of %s', (timeType, type, expected) => {
    expect(stamp(timeType, type)).toBe(expected);
  });
});

describe('a filter', () => {
  const isHigh = (value: TimedValue): boolean => Number(value.value) > 50;
  test('leaves out what does not pass, from event to event', () => {
    const events: Events = [
      ['08:00', 100],
      ['08:30', 10],
      ['08:45', 60],
    ];
    const asked = query('08:00', '09:00', { filter: isHigh, types: ['Average', 'Count'] });
    expect(summary(events, asked, STEP)).toEqual({
      Average: (100 * 30 + 60 * 15) / 45,
      Count: 2700,
    });
  });

  test('is also asked in between with sample type Interval', () => {
    const ramp: Events = [
      ['08:00', 0],
      ['10:00', 100],
    ];
    const asked = query('08:00', '10:00', {
      filter: isHigh,
      types: ['Minimum'],
      sampleType: 'Interval',
      sampleInterval: parseTimeSpan('10m'),
    });
    expect(summary(ramp, asked)['Minimum']).toBeCloseTo(58.333, 2);
  });
});

test('each summary appears once per interval, grouped by type in the order asked for', () => {
  const asked = query('08:00', '10:00', {
    types: ['Maximum', 'Minimum', 'Maximum'],
    duration: parseTimeSpan('1h'),
  });
  const types = sampleArchive([['07:00', 1]])
    .summary(asked)
    .map(({ type }) => type);
  expect(types).toEqual(['Maximum', 'Maximum', 'Minimum', 'Minimum']);
});
