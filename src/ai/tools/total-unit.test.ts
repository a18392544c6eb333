import { describe, expect, test } from 'vitest';
import { totalUnit } from './total-unit.ts';

describe('what a rate adds up to', () => {
  test.each([
    // A day of 100 MW is 2,400 MWh; of 10 t/h 240 t; of 1 kg/s 86,400 kg; of 1 l/min 1,440 l.
    ['MW', 'MWh', 24],
    ['kW', 'kWh', 24],
    ['MVAr', 'MVArh', 24],
    ['MWe', 'MWh', 24],
    ['t/h', 't', 24],
    ['T/H', 'T', 24],
    ['ton/hr', 'ton', 24],
    ['m3/h', 'm3', 24],
    ['Nm³ / h', 'Nm³', 24],
    ['kg/s', 'kg', 86_400],
    ['kg/sec', 'kg', 86_400],
    ['l/min', 'l', 1_440],
    ['L/menit', 'L', 1_440],
    ['lpm', 'l', 1_440],
    ['t/day', 't', 1],
    ['kt/d', 'kt', 1],
    ['GJ/h', 'GJ', 24],
    ['MMBTU/hr', 'MMBTU', 24],
    ['MMSCFD', 'MMscf', 1],
    ['gpm', 'gal', 1_440],
  ])('%s adds up to %s, a day of one is %d', (unit, amount, perDay) => {
    expect(totalUnit(unit)).toEqual({ unit: amount, perDay });
  });

  test.each([
    '°C',
    'DEG. C',
    'bar',
    'kPa',
    '%',
    'mm',
    'A',
    'kV',
    'Hz',
    'rpm',
    'pH',
    // Speeds, ramps, densities and prices are written with a stroke too.
    'mm/s',
    'm/s',
    '°C/min',
    'MW/min',
    'bar/h',
    'mg/Nm3',
    'kcal/kg',
    'kJ/kWh',
    'kg/m3',
    'kg/m',
    'kg/h/m2',
    'W/m2',
    '',
    null,
  ])('%j is no rate of an amount and has no total', (unit) => {
    expect(totalUnit(unit)).toBeUndefined();
  });
});
