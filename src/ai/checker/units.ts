/** A unit as factor and offset to the base of its dimension. */
type UnitMeaning = {
  readonly dimension: string;
  readonly factor: number;
  readonly offset?: number;
};

/** Factors are exact by definition (BIPM SI brochure, NIST SP 811). Gauge and absolute pressures are no conversions of each other. */
const DIMENSIONS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  power: { W: 1, kW: 1e3, MW: 1e6, GW: 1e9, mW: 1e-3, hp: 745.6998715822702 },
  energy: {
    Wh: 1,
    kWh: 1e3,
    MWh: 1e6,
    GWh: 1e9,
    J: 1 / 3600,
    kJ: 1 / 3.6,
    MJ: 1e3 / 3.6,
    GJ: 1e6 / 3.6,
  },
  reactive: { var: 1, kvar: 1e3, Mvar: 1e6 },
  apparent: { VA: 1, kVA: 1e3, MVA: 1e6 },
  pressure: {
    Pa: 1,
    hPa: 100,
    kPa: 1e3,
    MPa: 1e6,
    mbar: 100,
    bar: 1e5,
    psi: 6894.757293168361,
    'kg/cm2': 98_066.5,
    'kgf/cm2': 98_066.5,
    atm: 101_325,
    mmHg: 133.322387415,
    mmH2O: 9.80665,
    inH2O: 249.08891,
  },
  gauge: { barg: 1e5, psig: 6894.757293168361, kPag: 1e3, MPag: 1e6 },
  absolute: { bara: 1e5, psia: 6894.757293168361, kPaa: 1e3 },
  time: { ms: 1e-3, s: 1, min: 60, h: 3600, d: 86_400, week: 604_800 },
  length: { µm: 1e-6, um: 1e-6, mm: 1e-3, cm: 1e-2, m: 1, km: 1e3 },
  speed: { 'mm/s': 1e-3, 'cm/s': 1e-2, 'm/s': 1, 'km/h': 1 / 3.6, 'm/min': 1 / 60 },
  mass: { mg: 1e-6, g: 1e-3, kg: 1, t: 1e3, lb: 0.45359237 },
  massFlow: { 'kg/s': 1, 'kg/h': 1 / 3600, 'kg/min': 1 / 60, 't/h': 1 / 3.6, 't/d': 1e3 / 86_400 },
  volume: { L: 1e-3, mL: 1e-6, m3: 1 },
  volumeFlow: {
    'm3/s': 1,
    'm3/h': 1 / 3600,
    'm3/min': 1 / 60,
    'L/s': 1e-3,
    'L/min': 1e-3 / 60,
    'L/h': 1e-3 / 3600,
  },
  normalVolumeFlow: { 'Nm3/h': 1, 'kNm3/h': 1e3 },
  voltage: { mV: 1e-3, V: 1, kV: 1e3 },
  current: { mA: 1e-3, A: 1, kA: 1e3 },
  frequency: { Hz: 1, kHz: 1e3, MHz: 1e6 },
  rotation: { rpm: 1 },
  share: { '%': 1 },
  parts: { ppm: 1, ppb: 1e-3 },
  conductivity: { 'µS/cm': 1, 'uS/cm': 1, 'mS/cm': 1e3 },
  concentration: { 'mg/L': 1, 'µg/L': 1e-3, 'ug/L': 1e-3, 'g/L': 1e3 },
  density: { 'kg/m3': 1, 'g/cm3': 1e3 },
  emission: { 'mg/Nm3': 1, 'g/Nm3': 1e3 },
  ramp: { 'MW/min': 1, 'MW/h': 1 / 60 },
  specific: { 'kJ/kg': 1, 'kcal/kg': 4.184, 'MJ/kg': 1e3 },
  rate: { 'kJ/kWh': 1, 'kcal/kWh': 4.184 },
};

const TEMPERATURES: Readonly<Record<string, UnitMeaning>> = {
  C: { dimension: 'temperature', factor: 1 },
  F: { dimension: 'temperature', factor: 5 / 9, offset: (-32 * 5) / 9 },
  K: { dimension: 'temperature', factor: 1, offset: -273.15 },
};

/** How else people write them, in English and Indonesian; in lower case. */
const ALIASES: Readonly<Record<string, string>> = {
  watt: 'W',
  kilowatt: 'kW',
  megawatt: 'MW',
  megawatts: 'MW',
  gigawatt: 'GW',
  kilowatts: 'kW',
  watts: 'W',
  percent: '%',
  persen: '%',
  pct: '%',
  'per cent': '%',
  degc: 'C',
  '°c': 'C',
  'deg c': 'C',
  'deg. c': 'C',
  'deg.c': 'C',
  celsius: 'C',
  'degrees celsius': 'C',
  'derajat celsius': 'C',
  degf: 'F',
  '°f': 'F',
  'deg f': 'F',
  'deg. f': 'F',
  'deg.f': 'F',
  fahrenheit: 'F',
  'ton/h': 't/h',
  'ton/hr': 't/h',
  't/hr': 't/h',
  'ton/jam': 't/h',
  't/jam': 't/h',
  tph: 't/h',
  'tons/h': 't/h',
  'tonnes/h': 't/h',
  'kg/hr': 'kg/h',
  'kg/jam': 'kg/h',
  'kg/sec': 'kg/s',
  'kg/dtk': 'kg/s',
  'm3/hr': 'm3/h',
  'm3/jam': 'm3/h',
  'mm/sec': 'mm/s',
  'mm/dtk': 'mm/s',
  'l/min': 'L/min',
  'l/mnt': 'L/min',
  lpm: 'L/min',
  'l/s': 'L/s',
  'l/h': 'L/h',
  'l/jam': 'L/h',
  ton: 't',
  tons: 't',
  tonne: 't',
  tonnes: 't',
  liter: 'L',
  litre: 'L',
  liters: 'L',
  litres: 'L',
  l: 'L',
  'r/min': 'rpm',
  'rev/min': 'rpm',
  hertz: 'Hz',
  volt: 'V',
  volts: 'V',
  ampere: 'A',
  amperes: 'A',
  amp: 'A',
  amps: 'A',
  'bar(g)': 'barg',
  'bar g': 'barg',
  'bar(a)': 'bara',
  'bar a': 'bara',
  'psi(g)': 'psig',
  'psi(a)': 'psia',
  'kg/cm^2': 'kg/cm2',
  'kpa(g)': 'kPag',
  'mpa(g)': 'MPag',
  'mpa g': 'MPag',
  'm^3/h': 'm3/h',
  'm^3': 'm3',
  mvar: 'Mvar',
  mvars: 'Mvar',
  'mw/mnt': 'MW/min',
  'mw/jam': 'MW/h',
  μm: 'µm',
  micron: 'µm',
  mikron: 'µm',
  sec: 's',
  secs: 's',
  second: 's',
  seconds: 's',
  detik: 's',
  dtk: 's',
  mins: 'min',
  minute: 'min',
  minutes: 'min',
  menit: 'min',
  mnt: 'min',
  hr: 'h',
  hrs: 'h',
  hour: 'h',
  hours: 'h',
  jam: 'h',
  day: 'd',
  days: 'd',
  hari: 'd',
  weeks: 'week',
  minggu: 'week',
};

const MEANINGS: ReadonlyMap<string, UnitMeaning> = new Map([
  ...Object.entries(DIMENSIONS).flatMap(([dimension, units]) =>
    Object.entries(units).map(([unit, factor]): [string, UnitMeaning] => [
      unit,
      { dimension, factor },
    ]),
  ),
  ...Object.entries(TEMPERATURES),
]);
const BY_LOWER_CASE: ReadonlyMap<string, readonly string[]> = Map.groupBy(MEANINGS.keys(), (unit) =>
  unit.toLowerCase(),
);

/** One way to write a unit: `m³/h` and `M3/hr` become `m3/h`. What is not known stays, without blanks. */
export function normaliseUnit(text: string): string {
  const plain = text.normalize('NFKC').replaceAll('º', '°').replaceAll('μ', 'µ').trim();
  const tight = plain.replaceAll(/\s*\/\s*/g, '/').replaceAll(/\s+/g, ' ');
  if (MEANINGS.has(tight)) return tight;
  const lower = tight.toLowerCase();
  const alias = ALIASES[lower];
  if (alias !== undefined) return alias;
  // `mW` and `MW` are two; letters that can mean but one unit are read in any case.
  const same = BY_LOWER_CASE.get(lower) ?? [];
  if (same.length === 1 && same[0] !== undefined && !/^[CFKVAgts]$/i.test(tight)) return same[0];
  return tight.replaceAll(' ', '');
}

export function isKnownUnit(text: string): boolean {
  return MEANINGS.has(normaliseUnit(text));
}

export function isSameUnit(a: string, b: string): boolean {
  const [one, other] = [normaliseUnit(a), normaliseUnit(b)];
  if (one === other) return true;
  // Units of the site's own, such as `Rev` and `rev`.
  const isOwn = !MEANINGS.has(one) && !MEANINGS.has(other);
  return isOwn && one.toLowerCase() === other.toLowerCase();
}

/** A value in another unit; undefined where there is no conversion. */
export function convertUnit(value: number, from: string, to: string): number | undefined {
  if (isSameUnit(from, to)) return value;
  const source = MEANINGS.get(normaliseUnit(from));
  const target = MEANINGS.get(normaliseUnit(to));
  if (!source || !target || source.dimension !== target.dimension) return undefined;
  return (value * source.factor + (source.offset ?? 0) - (target.offset ?? 0)) / target.factor;
}

/** What one of a unit of time lasts; undefined for any other unit. */
export function timeUnitMs(unit: string): number | undefined {
  const meaning = MEANINGS.get(normaliseUnit(unit));
  return meaning?.dimension === 'time' ? meaning.factor * 1000 : undefined;
}
