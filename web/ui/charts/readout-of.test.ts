import { expect, test } from 'vitest';
import type { TrendPicture } from '../../../src/charts/picture.schema.ts';
import { readout, readoutOf } from './readout-of.ts';

const AT = Date.parse('2026-11-27T10:00:00Z');
const LOAD = { label: 'U1_LOAD', unit: 'MW', form: 'line', decimals: 1, points: [] } as const;
const PICTURE: TrendPicture = {
  kind: 'trend',
  title: 'Load',
  language: 'id',
  timeZone: 'Asia/Jakarta',
  start: AT,
  end: AT + 3_600_000,
  series: [{ ...LOAD, points: [[AT, 1234.56]] }],
};

test('pointing at a line tells the instant and the value with its unit, as people there write it', () => {
  const said = readout(PICTURE, [{ seriesName: 'U1_LOAD', value: [AT, 1234.56] }]);
  expect(said.split('\n')[1]).toBe('U1_LOAD: 1.234,6 MW');
  expect(said.split('\n')[0]).toContain('27 Nov');
});

test('a gap is told as no value, and the period before is not told as the present', () => {
  const pointed = [
    { seriesName: 'U1_LOAD', value: [AT, Number.NaN] },
    { seriesName: 'series\u00001', value: [AT, 5] },
  ];
  expect(readout(PICTURE, pointed).split('\n').slice(1)).toEqual(['U1_LOAD: –']);
});

test('states alone have nothing to point at', () => {
  const states = { ...PICTURE, series: [{ ...LOAD, points: [], form: 'digital' as const }] };
  expect(readoutOf(states, 'light')).toEqual({});
  expect(readoutOf(PICTURE, 'light')).toHaveProperty('tooltip');
});
