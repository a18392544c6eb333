import { createCellSource } from '../signals/cell-source.ts';
import type { CellSignal } from '../signals/cell-source.ts';
import { HOUR_S } from '../signals/calendar.ts';
import { clamp, noiseAt, randomOf, seedOf } from '../signals/random.ts';
import { digitalState } from './digital-sets.ts';
import type { PointDefinition } from './point-definition.ts';

const SINE_PERIOD_S = 12 * HOUR_S;
/** A batch: seven hours of eight phases, an hour of rest. */
const BATCH_S = 8 * HOUR_S;
const PHASE_S = (7 * HOUR_S) / 8;

/** The tags every PI server is delivered with, as far as SPEC.md names them. */
export function createClassicPoints(seed: number): PointDefinition[] {
  const signal = (
    name: string,
    rest: Omit<CellSignal, 'seed'>,
  ): Pick<PointDefinition, 'name' | 'createSource'> => ({
    name,
    createSource: () =>
      createCellSource({ seed: seedOf(seed, name), stamp: 'tick', isSingle: true, ...rest }),
  });
  const analog = { pointType: 'Float32', pointSource: 'R', scanS: 10 } as const;
  const digital = {
    pointType: 'Digital',
    engineeringUnits: '',
    zero: 0,
    step: true,
    displayDigits: 0,
    pointSource: 'R',
    scanS: 60,
  } as const;
  const noise = (name: string, t: number, periodS: number): number =>
    noiseAt(seedOf(seed, `${name}/noise`), t, periodS);
  return [
    {
      ...analog,
      ...signal('SINUSOID', { periodS: 600, read: sine, dropped: 0.5 }),
      descriptor: '12 Hour Sine Wave',
      engineeringUnits: '',
      zero: 0,
      span: 100,
    },
    {
      ...analog,
      ...signal('SINUSOIDU', { periodS: 60, read: sine, dropped: 0 }),
      descriptor: '12 Hour Sine Wave, uncompressed',
      engineeringUnits: '',
      zero: 0,
      span: 100,
    },
    {
      ...analog,
      ...signal('CDT158', {
        periodS: 90,
        read: (t) => 128 + 34 * noise('CDT158', t, 5 * HOUR_S) + 6 * noise('CDT158b', t, 400),
      }),
      descriptor: 'Atmospheric tower overhead vapor temperature',
      engineeringUnits: 'DEG. C',
      zero: 50,
      span: 200,
    },
    {
      ...digital,
      ...signal('CDM158', {
        periodS: 2400,
        dropped: 0.6,
        read: (t) => digitalState('Modes', slowCode(seedOf(seed, 'CDM158'), t, 5)),
      }),
      descriptor: 'Light naphtha end point control mode',
      digitalSetName: 'Modes',
      span: 4,
    },
    {
      ...analog,
      ...signal('BA:TEMP.1', {
        periodS: 60,
        read: (t) =>
          32 + 118 * Math.sin(Math.PI * batchProgress(t)) ** 0.8 + 1.5 * noise('BA:TEMP.1', t, 120),
      }),
      descriptor: 'Batch reactor 1 temperature',
      engineeringUnits: 'DEG. C',
      zero: 0,
      span: 200,
    },
    {
      ...analog,
      ...signal('BA:LEVEL.1', {
        periodS: 60,
        read: (t) =>
          clamp(94 * levelCurve(batchProgress(t)) + 0.4 * noise('BA:LEVEL.1', t, 90), 0, 100),
      }),
      descriptor: 'Batch reactor 1 level',
      engineeringUnits: '%',
      zero: 0,
      span: 100,
    },
    {
      ...analog,
      ...signal('BA:CONC.1', {
        periodS: 120,
        read: (t) => clamp(78 * batchProgress(t) ** 1.4 + noise('BA:CONC.1', t, 200), 0, 100),
      }),
      descriptor: 'Batch reactor 1 concentration',
      engineeringUnits: '%',
      zero: 0,
      span: 100,
    },
    {
      ...digital,
      ...signal('BA:ACTIVE.1', {
        periodS: 900,
        dropped: 0.5,
        read: (t) => digitalState('BatchAct', batchProgress(t) > 0 ? 1 : 0),
      }),
      descriptor: 'Batch active reactor 1',
      digitalSetName: 'BatchAct',
      span: 1,
    },
    {
      ...digital,
      ...signal('BA:PHASE.1', {
        periodS: 600,
        dropped: 0.4,
        read: (t) => digitalState('Phases', Math.min(7, Math.floor((t % BATCH_S) / PHASE_S))),
      }),
      descriptor: 'Batch phase reactor 1',
      digitalSetName: 'Phases',
      span: 7,
    },
  ];
}

function sine(t: number): number {
  return 50 + 50 * Math.sin((2 * Math.PI * (t % SINE_PERIOD_S)) / SINE_PERIOD_S);
}

/** 0 between batches, else how far the batch has come, up to 1. */
function batchProgress(t: number): number {
  const within = t % BATCH_S;
  return within < 8 * PHASE_S ? within / (8 * PHASE_S) : 0;
}

/** Filled in the first tenth, emptied in the last. */
function levelCurve(progress: number): number {
  return Math.min(1, progress / 0.1, Math.max(0, (1 - progress) / 0.1));
}

/** A code that changes every few hours. */
function slowCode(seed: number, t: number, codes: number): number {
  return Math.floor(randomOf(seed + 1, Math.floor(t / (3 * HOUR_S))) * codes);
}
