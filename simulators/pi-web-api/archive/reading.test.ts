import { describe, expect, test } from 'vitest';
import { formatInstant } from '../time/instant.ts';
import { parseTimeSpan } from '../time/time-span.ts';
import type { BoundaryType, RetrievalMode, TimedValue } from './model.ts';
import { at, sampleArchive } from './sample-archive.ts';

const STEP = { shape: { pointType: 'Float64', step: true, future: false } } as const;
const FUTURE = { shape: { pointType: 'Float64', step: false, future: true } } as const;

function show(value: TimedValue | undefined): string {
  if (value === undefined) return 'nothing';
  const time = formatInstant(value.at).slice(11, -1);
  const text = typeof value.value === 'object' ? value.value.name : String(value.value);
  return `${time} ${text}${value.good ? '' : ' bad'}`;
}

describe('the value at an instant', () => {
  const events = [
    ['08:00', 10],
    ['09:00', 20],
    ['10:00', 'I/O Timeout'],
    ['11:00', 40],
  ] as const;
  test.each([
    ['07:59', '07:59:00 No Data bad'],
    ['08:00', '08:00:00 10'],
    ['08:30', '08:30:00 15'],
    ['09:30', '09:30:00 20'],
    ['10:00', '10:00:00 I/O Timeout bad'],
    ['10:59', '10:59:00 I/O Timeout bad'],
    ['11:30', '11:30:00 40'],
    ['12:10', '12:10:00 40'],
    ['12:10:01', '12:10:01 No Data bad'],
  ])('linear at %s', (time, expected) => {
    expect(show(sampleArchive(events).valueAt(at(time)))).toBe(expected);
  });

  test('a stepped stream holds its value until the next event', () => {
    expect(show(sampleArchive(events, STEP).valueAt(at('08:59:59.9')))).toBe('08:59:59.9 10');
  });

  test('a text is held too', () => {
    const notes = sampleArchive([
      ['08:00', 'early'],
      ['09:00', 'late'],
    ]);
    expect(show(notes.valueAt(at('08:59')))).toBe('08:59:00 early');
  });

  test('a line from a questionable value is questionable', () => {
    const archive = sampleArchive([['08:00', 1]]);
    archive.write({ at: at('09:00'), value: 3, questionable: true }, 'Replace');
    expect(archive.valueAt(at('08:30'))).toMatchObject({ value: 2, questionable: true });
    expect(archive.valueAt(at('08:00')).questionable).toBe(false);
  });
});

describe('the snapshot', () => {
  test('is the newest event with its own time stamp, however old', () => {
    expect(show(sampleArchive([['08:00', 10]]).current())).toBe('08:00:00 10');
  });

  test('of a stream without events is No Data', () => {
    expect(show(sampleArchive([]).current())).toBe('12:00:00 No Data bad');
  });

  test('of a forecast is its value now, and its end lies ahead', () => {
    const forecast = sampleArchive(
      [
        ['11:00', 100],
        ['13:00', 200],
        ['14:00', 300],
      ],
      FUTURE,
    );
    expect(show(forecast.current())).toBe('12:00:00 150');
    expect(show(forecast.end())).toBe('14:00:00 300');
    expect(show(forecast.valueAt(at('14:01')))).toBe('14:01:00 No Data bad');
  });
});

describe('recorded values', () => {
  const archive = sampleArchive([
    ['08:00', 1],
    ['09:00', 2],
    ['10:00', 3],
    ['11:00', 4],
  ]);
  const list = (start: string, end: string, boundaryType: BoundaryType, maxCount?: number) =>
    archive
      .recorded({
        start: at(start),
        end: at(end),
        boundaryType,
        ...(maxCount === undefined ? {} : { maxCount }),
      })
      .map(show)
      .join(', ');

  test.each([
    ['08:30', '10:30', 'Inside', '09:00:00 2, 10:00:00 3'],
    ['09:00', '10:00', 'Inside', '09:00:00 2, 10:00:00 3'],
    ['08:30', '10:30', 'Outside', '08:00:00 1, 09:00:00 2, 10:00:00 3, 11:00:00 4'],
    ['08:30', '10:30', 'Interpolated', '08:30:00 1.5, 09:00:00 2, 10:00:00 3, 10:30:00 3.5'],
    ['09:00', '10:00', 'Interpolated', '09:00:00 2, 10:00:00 3'],
    ['10:30', '08:30', 'Inside', '10:00:00 3, 09:00:00 2'],
    ['10:30', '08:30', 'Outside', '11:00:00 4, 10:00:00 3, 09:00:00 2, 08:00:00 1'],
    ['10:30', '08:30', 'Interpolated', '10:30:00 3.5, 10:00:00 3, 09:00:00 2, 08:30:00 1.5'],
    ['07:00', '07:30', 'Inside', ''],
    ['07:00', '07:30', 'Outside', '08:00:00 1'],
    ['07:00', '07:30', 'Interpolated', '07:00:00 No Data bad, 07:30:00 No Data bad'],
  ] as const)('from %s to %s, %s', (start, end, boundaryType, expected) => {
    expect(list(start, end, boundaryType)).toBe(expected);
  });

  test('stop at maxCount, counted from the start of the range', () => {
    expect(list('08:00', '11:00', 'Inside', 2)).toBe('08:00:00 1, 09:00:00 2');
    expect(list('11:00', '08:00', 'Inside', 2)).toBe('11:00:00 4, 10:00:00 3');
    expect(list('08:30', '11:00', 'Outside', 1)).toBe('08:00:00 1');
  });

  test('that a filter refuses appear once as Filtered when asked for', () => {
    const filter = (value: TimedValue): boolean => value.value === 1 || value.value === 4;
    const range = { start: at('08:00'), end: at('11:00'), filter };
    expect(archive.recorded(range).map(show)).toEqual(['08:00:00 1', '11:00:00 4']);
    expect(archive.recorded({ ...range, includeFilteredValues: true }).map(show)).toEqual([
      '08:00:00 1',
      '09:00:00 Filtered bad',
      '11:00:00 4',
    ]);
  });

  test.each([
    ['09:00', 'Auto', '09:00:00 2'],
    ['09:30', 'Auto', '09:00:00 2'],
    ['07:00', 'Auto', '08:00:00 1'],
    ['09:00', 'AtOrBefore', '09:00:00 2'],
    ['09:00', 'Before', '08:00:00 1'],
    ['09:00', 'AtOrAfter', '09:00:00 2'],
    ['09:00', 'After', '10:00:00 3'],
    ['09:00', 'Exact', '09:00:00 2'],
    ['09:30', 'Exact', 'nothing'],
    ['07:00', 'AtOrBefore', 'nothing'],
    ['11:30', 'AtOrAfter', 'nothing'],
  ] as [string, RetrievalMode, string][])('at %s, %s', (time, mode, expected) => {
    expect(show(archive.recordedAt(at(time), mode))).toBe(expected);
  });
});

describe('interpolated values', () => {
  const archive = sampleArchive([
    ['08:00', 0],
    ['10:00', 120],
  ]);
  const query = { interval: parseTimeSpan('30m'), timeZone: 'UTC' };
  test('include both ends when they fall on the grid', () => {
    const values = archive.interpolated({ ...query, start: at('08:00'), end: at('09:00') });
    expect(values.map(show)).toEqual(['08:00:00 0', '08:30:00 30', '09:00:00 60']);
  });

  test('run from the later end when the range is reversed', () => {
    const values = archive.interpolated({ ...query, start: at('09:10'), end: at('08:30') });
    expect(values.map(show)).toEqual(['09:10:00 70', '08:40:00 40']);
  });
});

describe('a plot', () => {
  test('keeps first, last, least, greatest and one bad value of each interval', () => {
    const archive = sampleArchive([
      ['08:00', 5],
      ['08:10', 6],
      ['08:20', 1],
      ['08:25', 2],
      ['08:30', 9],
      ['08:35', 'I/O Timeout'],
      ['08:40', 'Bad Input'],
      ['08:50', 4],
      ['08:59', 5],
    ]);
    const plot = archive.plot({ start: at('08:00'), end: at('09:00'), intervals: 1 });
    expect(plot.map(show)).toEqual([
      '08:00:00 5',
      '08:20:00 1',
      '08:30:00 9',
      '08:35:00 I/O Timeout bad',
      '08:59:00 5',
      '09:00:00 5',
    ]);
  });

  test('ahead of now ends with No Data, as a real server answered', () => {
    const archive = sampleArchive([['11:00', 65.13365]]);
    const plot = archive.plot({ start: at('11:00'), end: at('13:00'), intervals: 24 });
    expect(plot).toEqual([
      expect.objectContaining({ value: 65.13365, good: true }),
      {
        at: at('13:00'),
        value: { name: 'No Data', value: 248, isSystem: true },
        good: false,
        questionable: false,
        substituted: false,
        annotated: false,
      },
    ]);
  });

  test('has at most five values an interval and two ends, in order', () => {
    const events = Array.from({ length: 500 }, (_, index): [string, number] => [
      `08:00+${index * 10}s`,
      (index * 37) % 101,
    ]);
    const plot = sampleArchive(events).plot({
      start: at('08:00'),
      end: at('09:00'),
      intervals: 24,
    });
    expect(plot.length).toBeLessThanOrEqual(5 * 24 + 2);
    expect(plot.map((value) => value.at)).toEqual(
      plot.map((value) => value.at).toSorted((a, b) => a - b),
    );
  });
});
