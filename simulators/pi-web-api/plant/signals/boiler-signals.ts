import { clamp, noiseAt } from './random.ts';
import { jitter, loadPart } from './unit-signal.ts';
import type { UnitSignal } from './unit-signal.ts';
import type { Unit } from './unit.ts';

/** What is measured on the boiler, the condenser and the stack. */
export const BOILER_SIGNALS: readonly UnitSignal[] = [
  {
    suffix: 'MS_PRESS',
    descriptor: 'main steam pressure',
    unit: 'bar',
    zero: 0,
    span: 200,
    digits: 1,
    periodS: 45,
    read: (unit, t, seed) => {
      // Sliding pressure below 70 % load.
      const wanted = 120 + 48.2 * Math.min(1, loadPart(unit, t - 40) / 0.7);
      return wanted * unit.heat(t) + 0.55 * noiseAt(seed, t, 80) * unit.heat(t);
    },
  },
  {
    suffix: 'MS_TEMP',
    descriptor: 'main steam temperature',
    unit: '°C',
    zero: 0,
    span: 600,
    digits: 1,
    periodS: 60,
    read: (unit, t, seed) => steamTemperature(unit, t, seed, 538.2),
  },
  {
    suffix: 'RH_TEMP',
    descriptor: 'hot reheat steam temperature',
    unit: '°C',
    zero: 0,
    span: 600,
    digits: 1,
    periodS: 60,
    read: (unit, t, seed) => steamTemperature(unit, t, seed, 537.6),
  },
  {
    suffix: 'MS_FLOW',
    descriptor: 'main steam flow',
    unit: 't/h',
    zero: 0,
    span: 2200,
    digits: 0,
    periodS: 45,
    read: (unit, t, seed) => jitter(3.02 * unit.grossLoad(t - 15), 4 * noiseAt(seed, t, 60)),
  },
  {
    suffix: 'FW_FLOW',
    descriptor: 'feed water flow',
    unit: 't/h',
    zero: 0,
    span: 2200,
    digits: 0,
    periodS: 45,
    read: (unit, t, seed) => jitter(3.05 * unit.grossLoad(t - 35), 9 * noiseAt(seed, t, 70)),
  },
  {
    suffix: 'DRUM_LVL',
    descriptor: 'drum level',
    unit: 'mm',
    zero: -300,
    span: 600,
    digits: 1,
    periodS: 30,
    read: (unit, t, seed) => {
      const swell = 0.5 * (unit.grossLoad(t) - unit.grossLoad(t - 60));
      if (unit.isCold(t)) return -60 + 25 * noiseAt(seed, t, 900);
      return clamp(swell + 13 * noiseAt(seed, t, 45) + 9 * noiseAt(seed + 1, t, 300), -48, 48);
    },
  },
  {
    suffix: 'FURN_PRESS',
    descriptor: 'furnace pressure',
    unit: 'Pa',
    zero: -500,
    span: 1000,
    digits: 0,
    periodS: 20,
    read: (unit, t, seed) => {
      if (unit.isCold(t)) return -12 + 5 * noiseAt(seed, t, 30);
      return -52 + 24 * noiseAt(seed, t, 25) + 10 * noiseAt(seed + 1, t, 200);
    },
  },
  {
    suffix: 'O2',
    descriptor: 'flue gas oxygen at economiser outlet',
    unit: '%',
    zero: 0,
    span: 10,
    digits: 2,
    periodS: 45,
    read: (unit, t, seed) => {
      if (unit.isCold(t)) return 20.6 + 0.1 * noiseAt(seed, t, 120);
      const wanted = 4.5 - 1.5 * loadPart(unit, t - 50);
      return clamp(
        wanted + 0.22 * noiseAt(seed, t, 70) + 0.12 * noiseAt(seed + 1, t, 600),
        2.5,
        4.5,
      );
    },
  },
  {
    suffix: 'COAL_FLOW',
    descriptor: 'total coal flow',
    unit: 't/h',
    zero: 0,
    span: 450,
    digits: 1,
    periodS: 45,
    jumps: true,
    read: (unit, t, seed) => coalFlow(unit, t, seed),
  },
  {
    suffix: 'COND_VAC',
    descriptor: 'condenser vacuum',
    unit: 'kPa',
    zero: -100,
    span: 100,
    digits: 2,
    periodS: 60,
    read: (unit, t, seed, station) => {
      const back = 5.4 + 2.6 * loadPart(unit, t - 90) + 0.28 * (station.seaWater(t) - 29);
      const vacuum = -101.3 + back + 0.12 * noiseAt(seed, t, 200);
      return vacuum * (0.55 + 0.45 * unit.heat(t));
    },
  },
  {
    suffix: 'STACK_SO2',
    descriptor: 'SO2 in stack gas',
    unit: 'mg/Nm3',
    zero: 0,
    span: 1000,
    digits: 0,
    periodS: 60,
    read: (unit, t, seed) => {
      if (unit.isCold(t)) return 4 + 3 * noiseAt(seed, t, 300);
      return 300 + 120 * loadPart(unit, t - 120) + 38 * noiseAt(seed, t, 900);
    },
  },
  {
    suffix: 'STACK_NOX',
    descriptor: 'NOx in stack gas',
    unit: 'mg/Nm3',
    zero: 0,
    span: 1000,
    digits: 0,
    periodS: 60,
    read: (unit, t, seed) =>
      unit.isCold(t) ? 6 : 230 + 95 * loadPart(unit, t - 120) + 22 * noiseAt(seed, t, 700),
  },
  {
    suffix: 'STACK_DUST',
    descriptor: 'dust in stack gas',
    unit: 'mg/Nm3',
    zero: 0,
    span: 200,
    digits: 1,
    periodS: 60,
    read: (unit, t, seed) =>
      unit.isCold(t) ? 1.2 : 24 + 14 * loadPart(unit, t - 120) + 4 * noiseAt(seed, t, 600),
  },
];

/** t/h of coal, some 0.55 t for a gross MWh, following the load after 45 s; none without fire. */
export function coalFlow(unit: Unit, t: number, seed: number): number {
  if (unit.isCold(t)) return 0;
  const firing = 26 * (1 - unit.heat(t));
  return Math.max(0, 0.552 * unit.grossLoad(t - 45) + firing + 2.2 * noiseAt(seed, t, 80));
}

function steamTemperature(unit: Unit, t: number, seed: number, wanted: number): number {
  const swing = 2.1 * noiseAt(seed, t, 240) + 1.2 * noiseAt(seed + 1, t, 1500);
  return 60 + (wanted - 60 + swing) * unit.heat(t) ** 0.4;
}
