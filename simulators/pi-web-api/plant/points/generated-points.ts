import { createCellSource } from '../signals/cell-source.ts';
import { HOUR_S } from '../signals/calendar.ts';
import { noiseAt, randomOf, seedOf } from '../signals/random.ts';
import type { Station } from '../signals/station.ts';
import { digitalState } from './digital-sets.ts';
import type { PointDefinition } from './point-definition.ts';

/** Most points a plant may be asked for beside its own. */
export const MOST_GENERATED = 200_000;

/** Plant systems and their equipment, named after the KKS key power stations number their equipment by. */
const SYSTEMS: readonly (readonly [code: string, title: string])[] = [
  ['HAD', 'boiler drum'],
  ['HAC', 'economizer'],
  ['HAH', 'superheater'],
  ['HAJ', 'reheater'],
  ['HFB', 'coal bunker'],
  ['HFC', 'coal mill'],
  ['HFE', 'primary air'],
  ['HLB', 'forced draft fan'],
  ['HLD', 'air preheater'],
  ['HNA', 'flue gas duct'],
  ['HNC', 'induced draft fan'],
  ['HQA', 'electrostatic precipitator'],
  ['HTF', 'flue gas absorber'],
  ['LAA', 'feed water tank'],
  ['LAB', 'feed water piping'],
  ['LAC', 'boiler feed pump'],
  ['LBA', 'main steam piping'],
  ['LBB', 'hot reheat piping'],
  ['LBC', 'cold reheat piping'],
  ['LCA', 'condensate piping'],
  ['LCB', 'condensate pump'],
  ['LCC', 'low pressure heater'],
  ['LAD', 'high pressure heater'],
  ['LDF', 'condensate polisher'],
  ['MAA', 'HP turbine'],
  ['MAB', 'IP turbine'],
  ['MAC', 'LP turbine'],
  ['MAD', 'turbine bearing'],
  ['MAG', 'condenser'],
  ['MAV', 'lube oil'],
  ['MKA', 'generator'],
  ['MKG', 'hydrogen cooling'],
  ['BAT', 'main transformer'],
  ['PAC', 'cooling water pump'],
  ['PGB', 'closed cooling water'],
  ['ETG', 'ash handling'],
];

type Quantity = {
  readonly code: string;
  readonly title: string;
  readonly unit: string;
  readonly zero: number;
  readonly span: number;
  readonly periodS: number;
};

const QUANTITIES: readonly Quantity[] = [
  { code: 'CT', title: 'temperature', unit: '°C', zero: 0, span: 600, periodS: 90 },
  { code: 'CP', title: 'pressure', unit: 'bar', zero: 0, span: 200, periodS: 60 },
  { code: 'CF', title: 'flow', unit: 't/h', zero: 0, span: 500, periodS: 60 },
  { code: 'CL', title: 'level', unit: '%', zero: 0, span: 100, periodS: 120 },
  { code: 'CG', title: 'valve position', unit: '%', zero: 0, span: 100, periodS: 60 },
  { code: 'CY', title: 'vibration', unit: 'mm/s', zero: 0, span: 15, periodS: 60 },
  { code: 'CE', title: 'motor current', unit: 'A', zero: 0, span: 400, periodS: 60 },
  { code: 'CS', title: 'speed', unit: 'rpm', zero: 0, span: 3600, periodS: 120 },
  { code: 'CQ', title: 'conductivity', unit: 'uS/cm', zero: 0, span: 10, periodS: 300 },
];
const VALVE: Quantity = { code: 'AA', title: 'valve', unit: '', zero: 0, span: 3, periodS: 3600 };
const KINDS = [...QUANTITIES, VALVE];
const GROUPS = 9;
const UNITS = 3;

/** The name of the generated point with this index, `1LAB20CF004`. Every index below `MOST_GENERATED` has its own. */
export function generatedName(index: number): string {
  const { unit, system, group, kind, number } = partsOf(index);
  const code = SYSTEMS[system]?.[0] ?? '';
  return `${unit}${code}${group}0${kind.code}${String(number).padStart(3, '0')}`;
}

/** Name, descriptor, range and history of the generated point with this index. */
export function generatedPoint(station: Station, index: number): PointDefinition {
  const { unit, system, group, kind, number } = partsOf(index);
  const name = generatedName(index);
  const place = unit === 0 ? 'Common' : `Unit ${unit}`;
  const descriptor = `${place} ${SYSTEMS[system]?.[1] ?? ''} ${group} ${kind.title} ${number}`;
  const isValve = kind === VALVE;
  return {
    name,
    descriptor,
    pointType: isValve ? 'Digital' : 'Float32',
    ...(isValve ? { digitalSetName: 'Valve', displayDigits: 0 } : {}),
    engineeringUnits: kind.unit,
    zero: kind.zero,
    span: kind.span,
    step: isValve,
    pointSource: 'OPC',
    scanS: 5,
    createSource: () => {
      const seed = seedOf(station.seed, name);
      const read = isValve ? readValve(seed) : readAnalog(station, unit, kind, seed);
      return createCellSource({
        seed,
        periodS: kind.periodS,
        read,
        isSingle: true,
        stamp: 'second',
      });
    },
  };
}

// Indices that follow each other differ in unit, kind and system, so that a small plant shows some of everything.
function partsOf(index: number) {
  let rest = index;
  const take = (choices: number): number => {
    const choice = rest % choices;
    rest = Math.floor(rest / choices);
    return choice;
  };
  const unit = (take(UNITS) + 1) % UNITS;
  const kind = KINDS[take(KINDS.length)] ?? VALVE;
  const system = take(SYSTEMS.length);
  const group = take(GROUPS) + 1;
  return { unit, kind, system, group, number: rest + 1 };
}

/** A level of its own, half of it moved by the unit's load, with noise on top. */
function readAnalog(station: Station, unit: number, kind: Quantity, seed: number) {
  const base = kind.zero + kind.span * (0.25 + 0.45 * randomOf(seed, 1));
  const byLoad = kind.span * 0.12 * randomOf(seed, 2);
  const noise = kind.span * 0.02 * (0.3 + randomOf(seed, 3));
  const source = station.units[unit - 1];
  return (t: number): number => {
    const load = source === undefined ? 0 : source.netLoad(t - 60) / 620 - 0.8;
    return (
      base +
      byLoad * load +
      noise * noiseAt(seed, t, 300) +
      2 * noise * noiseAt(seed + 1, t, 4 * HOUR_S)
    );
  };
}

function readValve(seed: number) {
  return (t: number) =>
    digitalState('Valve', randomOf(seed + 1, Math.floor(t / (6 * HOUR_S))) < 0.7 ? 1 : 0);
}
