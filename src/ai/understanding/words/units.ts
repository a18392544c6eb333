/** What a unit measures, and what one of it is in the first unit of its kind. `offset` is added before the factor. */
interface UnitSize {
  readonly kind: string;
  readonly factor: number;
  readonly offset?: number;
  readonly sign: string;
}

const SIZES: readonly (readonly [names: string, size: UnitSize])[] = [
  ['w watt watts', { kind: 'power', factor: 1, sign: 'W' }],
  ['kw kilowatt kilowatts', { kind: 'power', factor: 1e3, sign: 'kW' }],
  ['mw megawatt megawatts', { kind: 'power', factor: 1e6, sign: 'MW' }],
  ['gw gigawatt gigawatts', { kind: 'power', factor: 1e9, sign: 'GW' }],
  ['mvar', { kind: 'reactive power', factor: 1, sign: 'MVAr' }],
  ['kwh', { kind: 'energy', factor: 1e3, sign: 'kWh' }],
  ['mwh', { kind: 'energy', factor: 1e6, sign: 'MWh' }],
  ['gwh', { kind: 'energy', factor: 1e9, sign: 'GWh' }],
  ['pa pascal', { kind: 'pressure', factor: 1, sign: 'Pa' }],
  ['kpa', { kind: 'pressure', factor: 1e3, sign: 'kPa' }],
  ['mpa megapascal', { kind: 'pressure', factor: 1e6, sign: 'MPa' }],
  ['mbar', { kind: 'pressure', factor: 100, sign: 'mbar' }],
  ['bar barg bara', { kind: 'pressure', factor: 1e5, sign: 'bar' }],
  ['psi psig psia', { kind: 'pressure', factor: 6894.757_293_168_361, sign: 'psi' }],
  ['mmhg torr', { kind: 'pressure', factor: 133.322_387_415, sign: 'mmHg' }],
  ['mmh2o mmwc mmwg', { kind: 'pressure', factor: 9.806_65, sign: 'mmH2O' }],
  ['kg/cm2', { kind: 'pressure', factor: 98_066.5, sign: 'kg/cm2' }],
  ['°c degc deg.c celsius celcius derajat', { kind: 'temperature', factor: 1, sign: '°C' }],
  ['°f degf deg.f fahrenheit', { kind: 'temperature', factor: 5 / 9, offset: -32, sign: '°F' }],
  ['kelvin', { kind: 'temperature', factor: 1, offset: -273.15, sign: 'K' }],
  ['kg/h kg/hr', { kind: 'mass flow', factor: 1, sign: 'kg/h' }],
  ['kg/s', { kind: 'mass flow', factor: 3600, sign: 'kg/s' }],
  ['t/h tph ton/jam ton/h t/jam', { kind: 'mass flow', factor: 1000, sign: 't/h' }],
  ['kg kilogram kilo', { kind: 'mass', factor: 1, sign: 'kg' }],
  ['ton tons tonne tonnes', { kind: 'mass', factor: 1000, sign: 't' }],
  ['mm millimeter', { kind: 'length', factor: 1, sign: 'mm' }],
  ['cm', { kind: 'length', factor: 10, sign: 'cm' }],
  ['meter metre meters', { kind: 'length', factor: 1000, sign: 'm' }],
  ['inch inches', { kind: 'length', factor: 25.4, sign: 'in' }],
  ['mm/s', { kind: 'speed', factor: 1, sign: 'mm/s' }],
  ['rpm', { kind: 'rotation', factor: 1, sign: 'rpm' }],
  ['hz hertz', { kind: 'frequency', factor: 1, sign: 'Hz' }],
  ['% percent persen', { kind: 'part', factor: 1, sign: '%' }],
  ['ppm', { kind: 'ppm', factor: 1, sign: 'ppm' }],
  ['mg/nm3', { kind: 'concentration', factor: 1, sign: 'mg/Nm3' }],
  ['ampere amps amp amperes', { kind: 'current', factor: 1, sign: 'A' }],
  ['ma', { kind: 'current', factor: 1e-3, sign: 'mA' }],
  ['volt volts', { kind: 'voltage', factor: 1, sign: 'V' }],
  ['kv kilovolt', { kind: 'voltage', factor: 1e3, sign: 'kV' }],
];

const BY_NAME = new Map(
  SIZES.flatMap(([names, size]) => names.split(' ').map((name) => [name, size] as const)),
);
/** Only after a number: alone they are letters. */
const AFTER_NUMBER: ReadonlyMap<string, string> = new Map([
  ['c', '°c'],
  ['f', '°f'],
  ['a', 'ampere'],
  ['v', 'volt'],
  ['m', 'meter'],
  ['k', 'kelvin'],
  ['t', 'ton'],
]);

/** The sign of a unit that was written, `kW` for `kilowatt`; undefined for what is no unit. */
export function unitSignOf(word: string, isAfterNumber = false): string | undefined {
  const name = isAfterNumber ? (AFTER_NUMBER.get(word) ?? word) : word;
  return BY_NAME.get(name)?.sign;
}

/** How a number in one unit is written in another. */
export type UnitFit =
  | { readonly kind: 'same' }
  | { readonly kind: 'convertible'; convert(value: number): number }
  | { readonly kind: 'other' }
  /** One of the two is not known, so nothing can be said. */
  | { readonly kind: 'unknown' };

/** Whether a unit that was written fits a tag's own, and how to get from the one to the other. */
export function fitUnits(said: string, own: string | null): UnitFit {
  if (own === null || own.trim() === '') return { kind: 'other' };
  const [from, to] = [sizeOf(said), sizeOf(own)];
  if (!from)
    return said.toLowerCase() === own.toLowerCase() ? { kind: 'same' } : { kind: 'unknown' };
  if (!to) return { kind: 'unknown' };
  if (from.kind !== to.kind) return { kind: 'other' };
  if (from.sign === to.sign) return { kind: 'same' };
  return {
    kind: 'convertible',
    convert(value) {
      const inFirst = (value + (from.offset ?? 0)) * from.factor;
      return Number((inFirst / to.factor - (to.offset ?? 0)).toPrecision(10));
    },
  };
}

function sizeOf(unit: string): UnitSize | undefined {
  const name = unit.toLowerCase().replaceAll(/\s+/gu, '');
  return BY_NAME.get(name) ?? BY_NAME.get(AFTER_NUMBER.get(name) ?? '');
}
