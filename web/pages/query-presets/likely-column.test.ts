import { expect, test } from 'vitest';
import { likelyColumn, likelyTable } from './likely-column.ts';

const columns = ['id', '"DATE"', 'alarm_date', '`Tag`'].map((name) => ({ name }));

test('the likeliest column is the first of its usual names, quoted or not', () => {
  expect(likelyColumn(columns, ['alarm_date', 'date'])).toBe('alarm_date');
  expect(likelyColumn(columns, ['date', 'alarm_date'])).toBe('"DATE"');
  expect(likelyColumn(columns, ['tag'])).toBe('`Tag`');
  expect(likelyColumn(columns, ['level'])).toBeUndefined();
});

test('a table is found by a word of its name', () => {
  expect(likelyTable([{ name: 'samples' }, { name: 'public."Alarms"' }], 'alarm')).toBe(
    'public."Alarms"',
  );
  expect(likelyTable([], 'alarm')).toBeUndefined();
});
