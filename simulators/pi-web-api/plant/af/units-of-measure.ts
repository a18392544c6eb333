import type { Unit, UnitClass, UnitsOfMeasure } from '../model.ts';
import { guidOf } from '../signals/random.ts';

type UnitRow = readonly [name: string, abbreviation: string, factor: number, offset?: number];

/** Unit classes, the canonical unit first; the factor (and offset) of each unit leads to it. */
const CLASSES: Readonly<Record<string, readonly UnitRow[]>> = {
  Power: [
    ['watt', 'W', 1],
    ['kilowatt', 'kW', 1e3],
    ['megawatt', 'MW', 1e6],
    ['gigawatt', 'GW', 1e9],
  ],
  'Reactive Power': [
    ['volt ampere reactive', 'VAr', 1],
    ['megavolt ampere reactive', 'MVAr', 1e6],
  ],
  Pressure: [
    ['pascal', 'Pa', 1],
    ['kilopascal', 'kPa', 1e3],
    ['megapascal', 'MPa', 1e6],
    ['bar', 'bar', 1e5],
    ['millibar', 'mbar', 100],
    ['pound-force per square inch', 'psi', 6894.757293168],
    ['atmosphere', 'atm', 101_325],
  ],
  Temperature: [
    ['kelvin', 'K', 1],
    ['degree Celsius', '°C', 1, 273.15],
    ['degree Fahrenheit', '°F', 5 / 9, 459.67 * (5 / 9)],
  ],
  'Mass Flow Rate': [
    ['kilogram per second', 'kg/s', 1],
    ['kilogram per hour', 'kg/h', 1 / 3600],
    ['tonne per hour', 't/h', 1 / 3.6],
  ],
  Length: [
    ['meter', 'm', 1],
    ['centimeter', 'cm', 0.01],
    ['millimeter', 'mm', 0.001],
  ],
  Speed: [
    ['meter per second', 'm/s', 1],
    ['millimeter per second', 'mm/s', 0.001],
  ],
  Frequency: [
    ['hertz', 'Hz', 1],
    ['revolution per minute', 'rpm', 1 / 60],
  ],
  'Electric Current': [
    ['ampere', 'A', 1],
    ['kiloampere', 'kA', 1e3],
  ],
  Ratio: [
    ['ratio', 'ratio', 1],
    ['percent', '%', 0.01],
  ],
  Concentration: [
    ['gram per normal cubic meter', 'g/Nm3', 1],
    ['milligram per normal cubic meter', 'mg/Nm3', 0.001],
  ],
};

/** The units of measure of the AF server. */
export function createUnitsOfMeasure(seed: number, assetServerPath: string): UnitsOfMeasure {
  const classes: UnitClass[] = [];
  const units: Unit[] = [];
  for (const [className, rows] of Object.entries(CLASSES)) {
    const path = `${assetServerPath}\\UOMClasses[${className}]`;
    classes.push({
      id: guidOf(seed, `unit-class/${className}`),
      name: className,
      canonicalUnit: rows[0]?.[0] ?? '',
      path,
    });
    for (const [name, abbreviation, factor, offset = 0] of rows) {
      const id = guidOf(seed, `unit/${name}`);
      units.push({ id, name, abbreviation, className, factor, offset, path: `${path}\\${name}` });
    }
  }
  return {
    classes: () => classes,
    units: () => units,
    find(text) {
      const key = text.trim().toLowerCase();
      return (
        units.find((unit) => unit.abbreviation === text.trim()) ??
        units.find((unit) => unit.name.toLowerCase() === key) ??
        units.find((unit) => unit.abbreviation.toLowerCase() === key)
      );
    },
    convert(value, from, to) {
      if (from.className !== to.className) return undefined;
      if (from.id === to.id) return value;
      return (value * from.factor + from.offset - to.offset) / to.factor;
    },
  };
}
