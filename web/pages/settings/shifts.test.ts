import { describe, expect, test } from 'vitest';
import {
  endsOf,
  readShiftRows,
  shiftProblems,
  tidyTime,
  withFurtherShift,
  writeShiftRows,
} from './shifts.ts';

const DEFAULT = '[{"name":"pagi/morning","start":"07:00"},{"name":"malam/night","start":"19:00"}]';
const row = (name: string, start: string, also = '') => ({ name, also, start });

describe('the shifts of the site, as they are edited', () => {
  test('are the setting’s text and become it again', () => {
    const rows = readShiftRows(DEFAULT);
    expect(rows[0]).toEqual(row('pagi', '07:00', 'morning'));
    expect(writeShiftRows(rows)).toBe(DEFAULT);
    expect(readShiftRows('no list')).toEqual([]);
    const three = JSON.stringify([{ name: 'pagi/morning/A', start: '07:00' }]);
    expect(readShiftRows(three)).toEqual([row('pagi', '07:00', 'morning/A')]);
    expect(writeShiftRows(readShiftRows(three))).toBe(three);
  });

  test.each([
    ['7', '07:00'],
    ['15', '15:00'],
    ['730', '07:30'],
    ['0730', '07:30'],
    [' 7.30 ', '07:30'],
    ['23:59', '23:59'],
    ['25', '25:00'],
    ['at seven', 'at seven'],
  ])('a time written as %j is %j', (typed, time) => {
    expect(tidyTime(typed)).toBe(time);
  });

  test('each ends when the next begins, also over midnight and whatever their order', () => {
    expect(endsOf([row('malam', '19:00'), row('pagi', '07:30')])).toEqual([
      { end: '07:30', minutes: 750 },
      { end: '19:00', minutes: 690 },
    ]);
    expect(endsOf([row('hari', '07:00')])).toEqual([{ end: '07:00', minutes: 1_440 }]);
    expect(endsOf([row('pagi', '07:00'), row('sore', '')])[1]).toBeUndefined();
  });

  test('a further one begins in the middle of the longest', () => {
    const rows = withFurtherShift([row('pagi', '07:00'), row('malam', '19:30')]);
    expect(rows.at(-1)).toEqual(row('', '13:15'));
    expect(withFurtherShift([row('malam', '19:00')]).at(-1)?.start).toBe('07:00');
  });

  test.each([
    ['one without a name', [row(' ', '07:00')], { row: 0, field: 'name', kind: 'missing' }],
    ['one without a time', [row('pagi', '')], { row: 0, field: 'start', kind: 'missing' }],
    ['names that are too long', [row('p'.repeat(41), '07:00')], { kind: 'long' }],
    [
      'two of one name',
      [row('pagi', '07:00', 'morning'), row('Shift Morning', '15:00')],
      { row: 1, field: 'name', kind: 'taken', name: 'morning' },
    ],
    [
      'two that begin together',
      [row('pagi', '07:00'), row('sore', '07:00')],
      { row: 1, field: 'start', kind: 'taken' },
    ],
    [
      'a number that is another place of the list',
      [row('2', '07:00'), row('1', '19:00')],
      { row: 0, field: 'name', kind: 'number', name: '2' },
    ],
  ])('%s: it is told where', (_what, rows, problem) => {
    expect(shiftProblems(rows)[0]).toMatchObject(problem);
  });

  test('numbers at their places are names like others', () => {
    const rows = [row('1', '07:00', 'pagi/morning'), row('2', '15:00'), row('malam', '23:00')];
    expect(shiftProblems(rows)).toEqual([]);
  });
});
