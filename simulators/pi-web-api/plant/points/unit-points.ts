import { mergeSources } from '../../archive/event-source.ts';
import type { EventSource } from '../../archive/event-source.ts';
import { BAD_INPUT } from '../../archive/system-states.ts';
import { TICKS_PER_HOUR, instantFromUnixSeconds } from '../../time/instant.ts';
import { createBlockSource, eventAt } from '../signals/block-source.ts';
import { DAY_S, HOUR_S, hourOfDay } from '../signals/calendar.ts';
import { createCellSource } from '../signals/cell-source.ts';
import type { EventFlags, Reading } from '../signals/cell-source.ts';
import { MILLS } from '../signals/mills.ts';
import { noiseAt, randomOf, seedOf } from '../signals/random.ts';
import { writeShiftNotes } from '../signals/shift-notes.ts';
import type { Station } from '../signals/station.ts';
import type { Unit } from '../signals/unit.ts';
import { coalFlow } from '../signals/boiler-signals.ts';
import type { UnitSignal } from '../signals/unit-signal.ts';
import { UNIT_SIGNALS } from '../signals/unit-signals.ts';
import { digitalState } from './digital-sets.ts';
import type { PointDefinition } from './point-definition.ts';

/** Forecasts reach this far ahead of the present hour. */
const FORECAST_HOURS = 48;

/** Every point of one unit: analog measurements, mills, mode, shift notes, load forecast. */
export function createUnitPoints(station: Station, unit: Unit): PointDefinition[] {
  const prefix = `U${unit.number}_`;
  const title = `Unit ${unit.number}`;
  return [
    ...UNIT_SIGNALS.map((signal) => createAnalog(station, unit, signal)),
    ...MILLS.flatMap((letter, mill) => createMillPoints(unit, letter, mill)),
    {
      name: `${prefix}MODE`,
      descriptor: `${title} operating mode`,
      pointType: 'Digital',
      digitalSetName: 'UnitMode',
      engineeringUnits: '',
      zero: 0,
      span: 4,
      step: true,
      displayDigits: 0,
      pointSource: 'OPC',
      scanS: 5,
      createSource: () =>
        createStateSource({
          seed: seedOf(unit.seed, 'mode'),
          setName: 'UnitMode',
          stateAt: unit.modeAt,
          changes: unit.modeChangesBetween,
        }),
    },
    {
      name: `${prefix}SHIFT_NOTE`,
      descriptor: `${title} note of the shift engineer`,
      pointType: 'String',
      engineeringUnits: '',
      zero: 0,
      span: 0,
      step: true,
      pointSource: 'L',
      scanS: 0,
      createSource: () =>
        createBlockSource({
          blockS: DAY_S,
          eventsOf: (start, end) => writeShiftNotes(unit, start, end),
        }),
    },
    {
      name: `${prefix}LOAD_FCST`,
      descriptor: `${title} net load forecast`,
      pointType: 'Float32',
      engineeringUnits: 'MW',
      zero: 0,
      span: 700,
      future: true,
      displayDigits: 0,
      pointSource: 'L',
      scanS: 3600,
      createSource: () =>
        createCellSource({
          seed: seedOf(unit.seed, 'forecast'),
          periodS: HOUR_S,
          isRegular: true,
          isSingle: true,
          read: (t) => {
            const planned = (unit.dispatch.setPoint(t) + unit.dispatch.setPoint(t + 1800)) / 2;
            return Math.round(planned + 12 * noiseAt(unit.seed + 77, t, 6 * HOUR_S));
          },
        }),
      latest: (now) =>
        Math.floor(now / TICKS_PER_HOUR) * TICKS_PER_HOUR + FORECAST_HOURS * TICKS_PER_HOUR,
    },
  ];
}

function createAnalog(station: Station, unit: Unit, signal: UnitSignal): PointDefinition {
  const seed = seedOf(unit.seed, signal.suffix);
  const read = (t: number): Reading =>
    isAnalyserBlind(signal, seed, t) ? BAD_INPUT : signal.read(unit, t, seed, station);
  return {
    name: `U${unit.number}_${signal.suffix}`,
    descriptor: `Unit ${unit.number} ${signal.descriptor}`,
    pointType: 'Float32',
    engineeringUnits: signal.unit,
    zero: signal.zero,
    span: signal.span,
    step: signal.step ?? false,
    displayDigits: signal.digits,
    pointSource: 'OPC',
    scanS: 1,
    createSource: () => {
      const cells = createCellSource({
        seed,
        periodS: signal.periodS,
        read,
        isSingle: true,
        ...(signal.step ? { isRegular: true } : {}),
        ...(signal.suffix.startsWith('STACK_') ? { flagsAt: calibrationFlags } : {}),
      });
      return signal.jumps ? mergeSources(cells, createJumpSource(unit, read)) : cells;
    },
  };
}

/** The oxygen probe is purged now and then and reads nothing for a quarter of an hour. */
function isAnalyserBlind(signal: UnitSignal, seed: number, t: number): boolean {
  if (signal.suffix !== 'O2') return false;
  const window = Math.floor(t / (2 * DAY_S));
  const from = window * 2 * DAY_S + randomOf(seed + 9, window) * 1.9 * DAY_S;
  return t >= from && t < from + 900;
}

/** Stack analysers are calibrated before dawn; what they read then is questionable. */
function calibrationFlags(t: number): EventFlags | undefined {
  const hour = hourOfDay(t);
  return hour >= 3.2 && hour < 3.5 ? { questionable: true } : undefined;
}

/** What exception reporting keeps around a jump: the last value before it and the first after. */
function createJumpSource(unit: Unit, read: (t: number) => Reading): EventSource {
  const at = (t: number): ReturnType<typeof eventAt> => {
    const value = read(t);
    return eventAt(t, typeof value === 'number' ? Math.fround(value) : value);
  };
  return createBlockSource({
    blockS: 5 * DAY_S,
    // A trip every fifteen days at least, of five days each.
    emptyBlocks: 8,
    eventsOf: (start, end) =>
      unit
        .jumpsBetween(start, end)
        .flatMap((t) => [at(t - 0.5), at(t)])
        .filter((event) => event.at >= instantFromUnixSeconds(start)),
  });
}

function createMillPoints(unit: Unit, letter: string, mill: number): PointDefinition[] {
  const prefix = `U${unit.number}_MILL_${letter}_`;
  const title = `Unit ${unit.number} mill ${letter}`;
  const isRunning = (t: number): boolean => unit.mills.stateAt(mill, t) === 0;
  const analog = { pointType: 'Float32', zero: 0, pointSource: 'OPC', scanS: 1 } as const;
  const seed = seedOf(unit.seed, prefix);
  return [
    {
      name: `${prefix}STATUS`,
      descriptor: `${title} status`,
      pointType: 'Digital',
      digitalSetName: 'MillStatus',
      engineeringUnits: '',
      zero: 0,
      span: 3,
      step: true,
      displayDigits: 0,
      pointSource: 'OPC',
      scanS: 1,
      createSource: () =>
        createStateSource({
          seed,
          setName: 'MillStatus',
          stateAt: (t) => unit.mills.stateAt(mill, t),
          changes: (from, to) => unit.mills.changesBetween(mill, from, to),
        }),
    },
    {
      ...analog,
      name: `${prefix}COAL_FLOW`,
      descriptor: `${title} coal flow`,
      engineeringUnits: 't/h',
      span: 100,
      displayDigits: 1,
      createSource: () =>
        createCellSource({
          seed: seed + 1,
          periodS: 60,
          isSingle: true,
          read: (t) => {
            if (!isRunning(t)) return 0;
            const share = coalFlow(unit, t, unit.seed) / Math.max(1, unit.mills.runningCount(t));
            return Math.max(0, share + 0.8 * noiseAt(seed + 2, t, 90));
          },
        }),
    },
    {
      ...analog,
      name: `${prefix}CURR`,
      descriptor: `${title} motor current`,
      engineeringUnits: 'A',
      span: 120,
      displayDigits: 1,
      createSource: () =>
        createCellSource({
          seed: seed + 3,
          periodS: 60,
          isSingle: true,
          read: (t) => (isRunning(t) ? 62 + 7 * noiseAt(seed + 4, t, 120) : 0),
        }),
    },
  ];
}

/** A state that is archived when it changes, and once a day in any case. */
function createStateSource({
  seed,
  setName,
  stateAt,
  changes,
}: {
  seed: number;
  setName: string;
  stateAt: (t: number) => number;
  changes: (from: number, to: number) => number[];
}): EventSource {
  return createBlockSource({
    blockS: DAY_S,
    eventsOf: (start, end) => {
      const daily = start + Math.round(600 * randomOf(seed, start / DAY_S) * 1000) / 1000;
      const changed = changes(start, end).filter((t) => stateAt(t) !== stateAt(t - 0.001));
      return [...new Set([daily, ...changed])]
        .sort((a, b) => a - b)
        .map((t) => eventAt(t, digitalState(setName, stateAt(t))));
    },
  });
}
