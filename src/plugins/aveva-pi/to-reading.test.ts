import { describe, expect, test } from 'vitest';
import type { TagInfo } from '#sdk';
import { toReading } from './to-reading.ts';

const AT = '2017-02-10T02:45:00.2475263Z';
const good = {
  Timestamp: AT,
  UnitsAbbreviation: '',
  Good: true,
  Questionable: false,
  Substituted: false,
};
const load: TagInfo = {
  name: 'U1_LOAD_NET',
  description: '',
  unit: 'MW',
  valueType: 'number',
  step: false,
  displayDigits: -5,
  future: false,
};
const mill: TagInfo = { ...load, name: 'U1_MILL_A_STATUS', unit: null, valueType: 'digital' };
const note: TagInfo = { ...load, name: 'U1_SHIFT_NOTE', unit: null, valueType: 'string' };

const noData = { Name: 'No Data', Value: 248, IsSystem: true };

describe('a good value', () => {
  test('keeps its number, its instant to the last digit and the point’s unit', () => {
    expect(toReading({ ...good, Value: 75.20761 }, load)).toEqual({
      value: 75.20761,
      unit: 'MW',
      timestamp: AT,
      quality: 'good',
    });
  });

  test.each([
    ['the value’s own unit first', { UnitsAbbreviation: 'kW' }, 'GW', 'kW'],
    ['then the stream’s', {}, 'GW', 'GW'],
    ['then the tag’s', {}, '', 'MW'],
  ])('takes %s', (_which, own, streamUnit, unit) => {
    expect(toReading({ ...good, Value: 1, ...own }, load, streamUnit)?.unit).toBe(unit);
  });

  test.each([
    [{ Questionable: true }, 'questionable'],
    [{ Substituted: true }, 'substituted'],
    [{ Questionable: true, Substituted: true }, 'questionable'],
  ])('flagged %j is %s and still a value', (flags, quality) => {
    expect(toReading({ ...good, Value: 3, ...flags }, load)).toMatchObject({ value: 3, quality });
  });

  test('that does not say whether it is good is not taken for good', () => {
    expect(toReading({ Timestamp: AT, Value: 3 }, load)).toMatchObject({
      value: 3,
      quality: 'questionable',
    });
  });

  test('of a digital point is the state’s name, with its number beside it', () => {
    const Value = { Name: 'Running', Value: 0, IsSystem: false };
    expect(toReading({ ...good, Value }, mill)).toMatchObject({
      value: 'Running',
      quality: 'good',
      state: { name: 'Running', code: 0, isSystem: false },
    });
  });

  test('of a string point that looks like a number stays text', () => {
    expect(toReading({ ...good, Value: '42' }, note)?.value).toBe('42');
  });

  test('that is an array is told as text', () => {
    const other: TagInfo = { ...load, valueType: 'other' };
    expect(toReading({ ...good, Value: [1, 2.5, 'x'] }, other)?.value).toBe('1, 2.5, x');
  });

  test('with another offset than Z is the same instant in UTC', () => {
    const timed = { ...good, Timestamp: '2017-02-10T09:45:00+07:00', Value: 1 };
    expect(toReading(timed, load)?.timestamp).toBe('2017-02-10T02:45:00.000Z');
  });
});

describe('a bad value is never a number', () => {
  test.each([
    [
      'a system state',
      { Good: false, Value: noData },
      { name: 'No Data', code: 248, isSystem: true },
    ],
    [
      'a system state that says it is none, as the vendor’s help shows it',
      { Good: false, Value: { Name: 'Pt Created', Value: 253, IsSystem: false } },
      { name: 'Pt Created', code: 253, isSystem: false },
    ],
    [
      'a system state of a number point, even where it claims to be good',
      { Good: true, Value: noData },
      { name: 'No Data', code: 248, isSystem: true },
    ],
    ['a number with Good false', { Good: false, Value: 612.4 }, undefined],
    ['NaN written as text', { Good: true, Value: 'NaN' }, undefined],
    ['nothing', { Good: true, Value: null }, undefined],
    ['an object that is no state', { Good: true, Value: { Foo: 1 } }, undefined],
  ])('%s', (_what, timed, state) => {
    const reading = toReading({ ...good, ...timed }, load);
    expect(reading).toMatchObject({ value: null, quality: 'bad', timestamp: AT, unit: 'MW' });
    expect(reading?.state).toEqual(state);
  });
});

test('an error in place of the value is no reading', () => {
  const errors = [{ FieldName: 'Value', Message: ['boom'] }];
  expect(toReading({ ...good, Value: 1, Errors: errors }, load)).toBeUndefined();
  expect(toReading({ ...good, Value: { Errors: ['boom'] } }, load)).toBeUndefined();
});

test.each([undefined, 12, 'yesterday', '2017-02-10 02:45:00'])(
  'a value with the time %j is no reading, because nobody could say how old it is',
  (Timestamp) => {
    expect(toReading({ ...good, Timestamp, Value: 1 }, load)).toBeUndefined();
  },
);
