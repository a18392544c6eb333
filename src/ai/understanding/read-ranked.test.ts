import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import { DEFAULT_SHIFTS, readShifts } from '../../settings/index.ts';
import { readQuestion } from './read-question.ts';

const NOW = Temporal.ZonedDateTime.from('2026-11-20T18:32:05+07:00[Asia/Jakarta]');
const PRESENT = { now: NOW, shifts: readShifts(DEFAULT_SHIFTS) };
const read = (text: string) => readQuestion(text, PRESENT).reading;

describe('of what is asked, as many are compared as were named', () => {
  test('"A or B, which is higher" is of those two, and asks no greatest value', () => {
    const reading = read('coal flow u1 or u2 which is higher');
    expect(reading).toMatchObject({ intent: 'compare', isPlural: false, statistics: [] });
    expect(reading.subjects).toMatchObject([{ area: 'unit 1' }, { area: 'unit 2' }]);
  });

  test.each(['top 2 units by load', 'which unit had the highest load yesterday'])(
    '"%s" is of the same tag of each unit',
    (text) => {
      expect(read(text)).toMatchObject({ intent: 'top', isEveryUnit: true, isPlural: false });
    },
  );

  test('which unit used more is ranked by the total of what flows', () => {
    const reading = read('which unit used more coal yesterday');
    expect(reading).toMatchObject({ intent: 'top', isEveryUnit: true });
    expect(reading.statistics).toContain('total');
    expect(reading.subjects).toMatchObject([{ words: 'flow coal' }]);
  });

  test('how much higher asks the difference, of now', () => {
    expect(read('how much higher is load u1 than u2')).toMatchObject({
      intent: 'compare',
      statistics: [],
    });
  });
});

describe('what was made or burnt over a time is a total', () => {
  test.each([
    'generation of unit 1 last week',
    'how much did unit 2 generate today',
    'produksi u1 bulan ini',
    'produksi listrik u1 kemarin',
  ])('%s', (text) => {
    const reading = read(text);
    expect(reading).toMatchObject({ statistics: ['total'], isAhead: false });
    expect(reading.subjects.map(({ words }) => words)).toEqual(['load']);
  });

  test.each(['coal consumption rate u1 yesterday', 'grafik pemakaian batubara u1 kemarin'])(
    'but not in "%s"',
    (text) => {
      expect(read(text).statistics).not.toContain('total');
    },
  );

  test('of several that are joined it is summed up', () => {
    expect(read('total pemakaian batubara u1 dan u2 kemarin').isSum).toBe(true);
    expect(read('total pemakaian batubara u1 kemarin').isSum).toBe(false);
  });
});

test('starts of a unit are counted', () => {
  expect(read('starts of unit 2 last month')).toMatchObject({ intent: 'how_often', isStart: true });
});
