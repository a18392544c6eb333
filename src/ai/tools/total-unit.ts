/** What a rate adds up to over time, and by what a total in `unit·days` must be multiplied to be in it. */
export interface TotalUnit {
  readonly unit: string;
  readonly perDay: number;
}

const SECOND = 86_400;
const MINUTE = 1_440;
const HOUR = 24;
const DAY = 1;

/** How many of it a day has, by how plants write it after a stroke. A bare `m` is a metre. */
const PER_DAY: ReadonlyMap<string, number> = new Map([
  ...['s', 'sec', 'second', 'detik'].map((name) => [name, SECOND] as const),
  ...['min', 'mnt', 'minute', 'menit'].map((name) => [name, MINUTE] as const),
  ...['h', 'hr', 'hour', 'jam'].map((name) => [name, HOUR] as const),
  ...['d', 'day', 'hari'].map((name) => [name, DAY] as const),
]);

const MASS = String.raw`[kmµu]?g|k?t(?:onn?e?s?)?|k?lbs?|mt`;
const VOLUME = String.raw`k?[ns]?m(?:3|³|\^3)|[ns]?[cd]m(?:3|³|\^3)|[nkmh]?l(?:it(?:er|re)s?)?|(?:us|imp)?gal(?:lons?)?|bbl|barrels?|m{0,2}s?cf|k?s?ft(?:3|³|\^3)`;
const ENERGY = String.raw`[kmgt]?j|[kmg]?cal|[km]?m?btu|[kmgt]?wh`;
const SUBSTANCE = 'k?mol';
/** What can be an amount: of a speed, a ramp or a vibration nobody wants the sum. */
const AMOUNT = new RegExp(`^(?:${MASS}|${VOLUME}|${ENERGY}|${SUBSTANCE})$`, 'i');
/** Power is a rate by itself: energy per hour, an hour long. */
const POWER = /^([kmgt]?(?:w|va|var))(?:e|th)?$/i;
/** Rates that are written in one word, and what of them is the amount. */
const ONE_WORD: ReadonlyMap<string, TotalUnit> = new Map([
  ['tph', { unit: 't', perDay: HOUR }],
  ['lpm', { unit: 'l', perDay: MINUTE }],
  ['lps', { unit: 'l', perDay: SECOND }],
  ['gpm', { unit: 'gal', perDay: MINUTE }],
  ['cfm', { unit: 'ft3', perDay: MINUTE }],
  ['scfm', { unit: 'scf', perDay: MINUTE }],
  ['bpd', { unit: 'bbl', perDay: DAY }],
  ['mscfd', { unit: 'Mscf', perDay: DAY }],
  ['mmscfd', { unit: 'MMscf', perDay: DAY }],
]);

/**
 * The unit of a total of a signal in this unit: MW gives MWh, t/h gives t, kg/s gives kg. The amount keeps the source's
 * own spelling. Undefined for what is no rate, such as °C, bar, % or mm/s: it has no total anybody could use.
 */
export function totalUnit(unit: string | null): TotalUnit | undefined {
  const written = (unit ?? '').replaceAll(/\s+/g, '');
  const known = ONE_WORD.get(written.toLowerCase());
  if (known) return known;
  const power = POWER.exec(written)?.[1];
  if (power !== undefined) return { unit: `${power}h`, perDay: HOUR };
  const [amount = '', time, ...more] = written.split('/');
  if (time === undefined || more.length > 0 || !AMOUNT.test(amount)) return undefined;
  const perDay =
    PER_DAY.get(time.toLowerCase()) ?? PER_DAY.get(time.toLowerCase().replace(/s$/, ''));
  return perDay === undefined ? undefined : { unit: amount, perDay };
}
