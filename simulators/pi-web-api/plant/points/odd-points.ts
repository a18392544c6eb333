import { createListSource, mergeSources } from '../../archive/event-source.ts';
import type { EventSource } from '../../archive/event-source.ts';
import { IO_TIMEOUT, badValue } from '../../archive/system-states.ts';
import {
  TICKS_PER_DAY,
  instantFromUnixSeconds,
  unixSecondsFromInstant,
} from '../../time/instant.ts';
import { createBlockSource } from '../signals/block-source.ts';
import { DAY_S, HOUR_S, dayOf, startOfDay } from '../signals/calendar.ts';
import { createCellSource } from '../signals/cell-source.ts';
import { noiseAt, randomOf, seedOf } from '../signals/random.ts';
import type { Station } from '../signals/station.ts';
import { digitalState } from './digital-sets.ts';
import type { PointDefinition } from './point-definition.ts';

/** Points that are awkward on purpose: their names, or what has become of them. */
export function createOddPoints(station: Station): PointDefinition[] {
  const { seed } = station;
  const [one, two] = station.units;
  const analog = (
    name: string,
    rest: Pick<PointDefinition, 'descriptor' | 'engineeringUnits' | 'zero' | 'span'> &
      Partial<PointDefinition>,
    read: (t: number, own: number) => number,
    periodS = 90,
  ): PointDefinition => {
    const own = seedOf(seed, name);
    const createSource = (): EventSource =>
      createCellSource({ seed: own, periodS, isSingle: true, read: (t) => read(t, own) });
    const common = {
      pointType: 'Float32',
      displayDigits: 1,
      pointSource: 'OPC',
      scanS: 5,
    } as const;
    return { name, ...common, createSource, ...rest };
  };
  return [
    analog(
      'AMBIENT_TEMP',
      { descriptor: 'Air temperature at the station', engineeringUnits: '°C', zero: 0, span: 50 },
      (t) => station.ambient(t),
    ),
    analog(
      'STATION_LOAD_NET',
      { descriptor: 'Station net load', engineeringUnits: 'MW', zero: 0, span: 1400 },
      (t) => one.netLoad(t) + two.netLoad(t),
      30,
    ),
    analog(
      'U1 Main Steam / Outlet Temp',
      {
        descriptor: 'Unit 1 main steam temperature, blanks and a slash in the name',
        engineeringUnits: '°C',
        zero: 0,
        span: 600,
      },
      (t, own) => 60 + 477 * one.heat(t) ** 0.4 + 2 * noiseAt(own, t, 300),
    ),
    analog(
      'COOLING.TOWER#2(A)',
      {
        descriptor: 'Cooling tower 2 cell A fan current',
        engineeringUnits: 'A',
        zero: 0,
        span: 200,
      },
      (t, own) => 84 + 9 * noiseAt(own, t, 600),
    ),
    analog(
      'Machine#1',
      { descriptor: 'Workshop machine 1 power', engineeringUnits: 'kW', zero: 0, span: 50 },
      (t, own) => Math.max(0, 12 + 10 * noiseAt(own, t, 1200)),
    ),
    analog(
      'ASH SILO 100%',
      { descriptor: 'Ash silo filling, 100 % is full', engineeringUnits: '%', zero: 0, span: 100 },
      (t, own) => 55 + 35 * noiseAt(own, t, 18 * HOUR_S),
    ),
    analog(
      'WTP:RO-1.pH',
      { descriptor: 'Reverse osmosis 1 permeate pH', engineeringUnits: 'pH', zero: 0, span: 14 },
      (t, own) => 6.9 + 0.25 * noiseAt(own, t, 2 * HOUR_S),
    ),
    analog(
      'Génératrice 1.Température',
      {
        descriptor: 'Emergency generator 1 winding temperature',
        engineeringUnits: '°C',
        zero: 0,
        span: 200,
      },
      (t) => station.ambient(t) + 4,
    ),
    analog(
      'LAB:COAL CV (AR)',
      {
        descriptor: 'Coal calorific value as received, from the laboratory',
        engineeringUnits: 'kcal/kg',
        zero: 3000,
        span: 3000,
        step: true,
        displayDigits: 0,
        pointSource: 'L',
        createSource: () =>
          createCellSource({
            seed: seedOf(seed, 'LAB:COAL CV (AR)'),
            periodS: 8 * HOUR_S,
            dropped: 0,
            stamp: 'second',
            isSingle: true,
            read: (t) => Math.round(4230 + 160 * noiseAt(seedOf(seed, 'coal'), t, 2 * DAY_S)),
            flagsAt: (t) => ({ substituted: randomOf(seedOf(seed, 'lab'), dayOf(t)) < 0.1 }),
          }),
      },
      () => 0,
    ),
    {
      name: 'CW_PUMP_A_STATUS',
      descriptor: 'Cooling water pump A status',
      pointType: 'Digital',
      digitalSetName: 'Pump',
      engineeringUnits: '',
      zero: 0,
      span: 2,
      step: true,
      displayDigits: 0,
      pointSource: 'OPC',
      scanS: 5,
      createSource: () =>
        createCellSource({
          seed: seedOf(seed, 'CW_PUMP_A_STATUS'),
          periodS: HOUR_S,
          read: (t) => digitalState('Pump', randomOf(seedOf(seed, 'cw'), dayOf(t)) < 0.1 ? 0 : 1),
        }),
    },
    {
      name: 'U1_COAL_BARGES',
      descriptor: 'Unit 1 coal barges unloaded today',
      pointType: 'Int32',
      engineeringUnits: '',
      zero: 0,
      span: 20,
      step: true,
      displayDigits: 0,
      pointSource: 'L',
      scanS: 60,
      createSource: () =>
        createCellSource({
          seed: seedOf(seed, 'U1_COAL_BARGES'),
          periodS: HOUR_S,
          stamp: 'second',
          read: (t) => Math.floor((t - startOfDay(dayOf(t))) / (5 * HOUR_S)),
        }),
    },
    {
      name: 'U1_NEW_FLOWMETER',
      descriptor: 'Unit 1 new flow meter, not connected yet',
      pointType: 'Float32',
      engineeringUnits: 't/h',
      zero: 0,
      span: 100,
      pointSource: 'OPC',
      scanS: 5,
      createSource: () => createListSource([]),
    },
    createTimedOut(station),
    {
      ...analog(
        'U2_ASH_SILO_LVL',
        { descriptor: 'Unit 2 ash silo level', engineeringUnits: '%', zero: 0, span: 100 },
        (t, own) => 48 + 30 * noiseAt(own, t, 12 * HOUR_S),
      ),
      // Nobody noticed yet that its transmitter is dead.
      latest: (now) => now - 3 * TICKS_PER_DAY,
    },
  ];
}

/** The hour and minute, at the station, of the last failure. */
const FAILS_AFTER_MIDNIGHT_S = 4 * HOUR_S + 4 * 60;
/** What the interface buffered after a failure begins with its restart. */
const RESTARTS_AFTER_S = 9 * HOUR_S;

/**
 * An analyser whose interface fails every night: good values up to the last failure, then I/O Timeout. The interface
 * buffers; what it measured after a restart appears in the archive when the next failure is there.
 */
function createTimedOut(station: Station): PointDefinition {
  const [one] = station.units;
  const own = seedOf(station.seed, 'U1_NOX_ANALYZER');
  const failureOf = (day: number): number => startOfDay(day) + FAILS_AFTER_MIDNIGHT_S;
  const failureBefore = (t: number): number => {
    const today = failureOf(dayOf(t));
    return t >= today ? today : failureOf(dayOf(t) - 1);
  };
  return {
    name: 'U1_NOX_ANALYZER',
    descriptor: 'Unit 1 NOx analyser, interface failed',
    pointType: 'Float32',
    engineeringUnits: 'mg/Nm3',
    zero: 0,
    span: 1000,
    displayDigits: 0,
    pointSource: 'OPC2',
    scanS: 60,
    createSource: () =>
      mergeSources(
        createCellSource({
          seed: own,
          periodS: 120,
          isSingle: true,
          read: (t) =>
            t < failureBefore(t) + RESTARTS_AFTER_S
              ? IO_TIMEOUT
              : 240 + 0.12 * one.netLoad(t - 120) + 15 * noiseAt(own, t, 900),
        }),
        createBlockSource({
          blockS: DAY_S,
          eventsOf: (start, end) =>
            [failureOf(dayOf(start)), failureOf(dayOf(end))]
              .filter((t) => t >= start && t < end)
              .map((t) => badValue(instantFromUnixSeconds(t), IO_TIMEOUT)),
        }),
      ),
    latest: (now) => instantFromUnixSeconds(failureBefore(unixSecondsFromInstant(now))),
  };
}
