import { HOUR_S } from './calendar.ts';
import { noiseAt } from './random.ts';
import { jitter, loadPart } from './unit-signal.ts';
import type { UnitSignal } from './unit-signal.ts';
import type { Unit } from './unit.ts';

/** A bearing's vibration: its own level, a little more under load, nothing when the machine stands. */
function vibration(level: number) {
  return (unit: Unit, t: number, seed: number): number => {
    if (unit.isCold(t)) return 0.05 + 0.02 * noiseAt(seed, t, 60);
    const drift = 0.35 * noiseAt(seed + 1, t, 9 * 24 * HOUR_S);
    return Math.max(
      0.2,
      level + drift + 0.5 * loadPart(unit, t - 20) + 0.14 * noiseAt(seed, t, 90),
    );
  };
}

function fanCurrent(idle: number, full: number) {
  return (unit: Unit, t: number, seed: number): number => {
    if (unit.isCold(t)) return 0;
    const part = loadPart(unit, t - 30);
    return idle + (full - idle) * part ** 1.7 + 1.6 * noiseAt(seed, t, 60);
  };
}

/** What is measured on the turbine-generator, the pumps and the fans. */
export const MACHINE_SIGNALS: readonly UnitSignal[] = [
  {
    suffix: 'LOAD_NET',
    descriptor: 'net load',
    unit: 'MW',
    zero: 0,
    span: 700,
    digits: 1,
    periodS: 30,
    jumps: true,
    read: (unit, t, seed) => jitter(unit.netLoad(t), 0.25 * noiseAt(seed, t, 20)),
  },
  {
    suffix: 'LOAD_GROSS',
    descriptor: 'gross load at generator terminals',
    unit: 'MW',
    zero: 0,
    span: 750,
    digits: 1,
    periodS: 30,
    jumps: true,
    read: (unit, t, seed) => jitter(unit.grossLoad(t), 0.25 * noiseAt(seed, t, 20)),
  },
  {
    suffix: 'LOAD_SP',
    descriptor: 'load set point from dispatcher',
    unit: 'MW',
    zero: 0,
    span: 700,
    digits: 0,
    periodS: 1800,
    step: true,
    read: (unit, t) => unit.dispatch.setPoint(t),
  },
  {
    suffix: 'AUX_POWER',
    descriptor: 'auxiliary power',
    unit: 'MW',
    zero: 0,
    span: 60,
    digits: 1,
    periodS: 60,
    read: (unit, t, seed) => 18 + 0.036 * unit.netLoad(t) * (1 + 0.01 * noiseAt(seed, t, 60)),
  },
  {
    suffix: 'FREQ',
    descriptor: 'generator frequency',
    unit: 'Hz',
    zero: 48,
    span: 4,
    digits: 3,
    periodS: 20,
    read: (_unit, t, seed, station) => station.gridFrequency(t) + 0.002 * noiseAt(seed, t, 20),
  },
  {
    suffix: 'GEN_MVAR',
    descriptor: 'generator reactive power',
    unit: 'MVAr',
    zero: -150,
    span: 450,
    digits: 1,
    periodS: 60,
    jumps: true,
    read: (unit, t, seed) =>
      unit.netLoad(t) === 0 ? 0 : 40 + 90 * loadPart(unit, t) + 8 * noiseAt(seed, t, 240),
  },
  {
    suffix: 'TURB_SPEED',
    descriptor: 'turbine speed',
    unit: 'rpm',
    zero: 0,
    span: 3600,
    digits: 0,
    periodS: 30,
    read: (unit, t, _seed, station) => turbineSpeed(unit, t, station.gridFrequency(t) * 60),
  },
  {
    suffix: 'BFP_A_VIB',
    descriptor: 'boiler feed pump A bearing vibration',
    unit: 'mm/s',
    zero: 0,
    span: 15,
    digits: 2,
    periodS: 30,
    read: vibration(1.9),
  },
  {
    suffix: 'BFP_B_VIB',
    descriptor: 'boiler feed pump B bearing vibration',
    unit: 'mm/s',
    zero: 0,
    span: 15,
    digits: 2,
    periodS: 30,
    read: vibration(2.6),
  },
  {
    suffix: 'ID_FAN_A_CURR',
    descriptor: 'ID fan A motor current',
    unit: 'A',
    zero: 0,
    span: 400,
    digits: 1,
    periodS: 40,
    read: fanCurrent(118, 296),
  },
  {
    suffix: 'ID_FAN_B_CURR',
    descriptor: 'ID fan B motor current',
    unit: 'A',
    zero: 0,
    span: 400,
    digits: 1,
    periodS: 40,
    read: fanCurrent(116, 302),
  },
  {
    suffix: 'FD_FAN_A_CURR',
    descriptor: 'FD fan A motor current',
    unit: 'A',
    zero: 0,
    span: 200,
    digits: 1,
    periodS: 40,
    read: fanCurrent(52, 121),
  },
  {
    suffix: 'FD_FAN_B_CURR',
    descriptor: 'FD fan B motor current',
    unit: 'A',
    zero: 0,
    span: 200,
    digits: 1,
    periodS: 40,
    read: fanCurrent(53, 119),
  },
  {
    suffix: 'GEN_H2_TEMP',
    descriptor: 'generator cold hydrogen temperature',
    unit: '°C',
    zero: 0,
    span: 100,
    digits: 1,
    periodS: 90,
    read: (unit, t, seed, station) => {
      const slow = (loadPart(unit, t - 300) + loadPart(unit, t - 900)) / 2;
      return station.seaWater(t) + 5.5 + 6.5 * slow + 0.3 * noiseAt(seed, t, 240);
    },
  },
];

function turbineSpeed(unit: Unit, t: number, synchronous: number): number {
  const outage = unit.outages.around(t);
  if (outage === undefined || t < outage.at || t >= outage.syncAt) return synchronous;
  const rollUpAt = outage.syncAt - 2400;
  if (t >= rollUpAt) return Math.min(3000, 3 + ((t - rollUpAt) / 1800) * 3000);
  // Three quarters of an hour to run down to the turning gear.
  return Math.max(3, 3000 * (1 - (t - outage.at) / 2700) ** 1.5 || 3);
}
