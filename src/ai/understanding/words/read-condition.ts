import { parseNumber } from '../../../triggers/index.ts';
import type { Token } from './read-tokens.ts';
import { unitSignOf } from './units.ts';

/** Limits: `above` and `below` do not hold at the limit itself, `atLeast` and `atMost` do. */
export interface Bounds {
  readonly above?: number | undefined;
  readonly atLeast?: number | undefined;
  readonly below?: number | undefined;
  readonly atMost?: number | undefined;
}
export type BoundName = keyof Bounds;

/** A bound that was said: in which unit, if any was written. */
export interface SaidCondition extends Bounds {
  readonly unit?: string | undefined;
  /** It was said as what is not so: `not above 540` is at most 540. */
  readonly isNegated?: boolean | undefined;
  /** It was said, but not so that it can be asked: negated from afar, or with a third bound. */
  readonly isInexact?: boolean | undefined;
}

export interface ReadCondition {
  readonly condition: SaidCondition;
  /** First token and the one after the last. */
  readonly from: number;
  readonly to: number;
}

const LINES: readonly (readonly [BoundName, string])[] = [
  [
    'above',
    '>|above|over|more than|greater than|higher than|bigger than|larger than|exceed|exceeds|exceeded|exceeding|di atas|lebih dari|lebih tinggi dari|lebih besar dari|melebihi|melewati|beyond|hotter than|atas|tembus|menembus|higher|lewat|lebih',
  ],
  [
    'atLeast',
    '>=|at least|no less than|no lower than|minimal|setidaknya|sedikitnya|sekurang-kurangnya|paling sedikit|reach|reached|reaches|hit|hits|mencapai|menyentuh',
  ],
  [
    'below',
    '<|below|under|less than|lower than|smaller than|di bawah|kurang dari|lebih rendah dari|lebih kecil dari|beneath|colder than|bawah|lower|kurang',
  ],
  [
    'atMost',
    '<=|at most|no more than|no higher than|maksimal|paling banyak|drop to|drops to|dropped to|turun ke',
  ],
];
const PHRASES: ReadonlyMap<string, BoundName> = new Map(
  LINES.flatMap(([name, line]) => line.split('|').map((phrase) => [phrase, name] as const)),
);
/** The same with the limit itself. */
const WITH_LIMIT = {
  above: 'atLeast',
  below: 'atMost',
  atLeast: 'atLeast',
  atMost: 'atMost',
} as const;
/** What holds when it does not. */
const OPPOSITE = { above: 'atMost', below: 'atLeast', atLeast: 'below', atMost: 'above' } as const;
const NEGATION = /^(?:not|no|never|tidak|tak|bukan|nggak|ngga|gak|ga|enggak|tdk)$|n['’]t$/;
const NEGATION_PLACES = 2;
/** Words between a negation and its bound that change nothing. */
const BESIDE_NEGATION =
  /^(?:be|been|being|go|goes|went|gone|going|get|gets|got|ever|is|was|berada|pernah|sampai|sedang|boleh|any)$/;
const EQUAL = /^(?:equal|equals|equal to|at|exactly|the same as|sama dengan|sama)$/;
/** After a number: `600 or more`, `500 ke bawah`. */
const AFTER: ReadonlyMap<string, BoundName> = new Map([
  ...'or more|or above|or higher|or over|or greater|and above|and up|or up|and higher|atau lebih|atau di atas|ke atas|dan di atas|atau lebih tinggi|atau lebih besar|keatas'
    .split('|')
    .map((phrase) => [phrase, 'atLeast'] as const),
  ...'or less|or below|or lower|or under|and below|and under|or fewer|and lower|atau kurang|atau di bawah|ke bawah|dan di bawah|atau lebih rendah|atau lebih kecil|kebawah'
    .split('|')
    .map((phrase) => [phrase, 'atMost'] as const),
]);
const BETWEEN = new Set(['between', 'antara']);
const AND = new Set(['and', 'dan', 'sampai', 'to', 'hingga', '-']);
const SKIPPED = new Set([
  'the',
  'of',
  'nilai',
  'value',
  'dari',
  'than',
  'a',
  'angka',
  'limit',
  'batas',
]);
const TIME_UNIT =
  /^(?:s|sec|secs|seconds?|detik|m|min|minutes?|menit|h|hrs?|hours?|jam|d|days?|hari|weeks?|minggu|pekan|months?|bulan|years?|tahun|am|pm|times|kali|o'clock)$/;
/** `above 600 minggu ini`: the week is the time, not what is counted. */
const PERIOD_END = /^(?:ini|lalu|kemarin|yang)$/;
const NUMBER = /^[-+]?\d[\d.,]*$/;
const ZERO = new Set(['zero', 'nol']);

/** The bound among the tokens, such as `above 500 MW`, `not above 540`, `600 or more` or `antara 160 dan 170 bar`. */
export function readCondition(tokens: readonly Token[]): ReadCondition | undefined {
  for (let place = 0; place < tokens.length; place += 1) {
    const found =
      readBetween(tokens, place) ?? readBound(tokens, place) ?? readAfter(tokens, place);
    if (found) return withSecond(tokens, found);
  }
  return undefined;
}

function readBound(tokens: readonly Token[], place: number): ReadCondition | undefined {
  for (let length = 3; length >= 1; length -= 1) {
    const said = nameAt(tokens, place, length);
    if (!said) continue;
    const joined = orEqual(tokens, place + length);
    let at = joined ?? place + length;
    while (SKIPPED.has(tokens[at]?.word ?? '')) at += 1;
    const bound = readMeasure(tokens, at);
    if (bound) {
      const before = beforeOf(tokens, place);
      const withLimit = joined !== undefined || before.isOrEqual ? WITH_LIMIT[said] : said;
      const name = before.isNegated ? OPPOSITE[withLimit] : withLimit;
      const condition = {
        [name]: bound.value,
        ...(bound.unit && { unit: bound.unit }),
        ...(before.isNegated && { isNegated: true }),
        ...(before.isUnclear && { isInexact: true }),
      };
      return { condition, from: before.from, to: bound.to };
    }
  }
  return undefined;
}

function nameAt(tokens: readonly Token[], place: number, length: number): BoundName | undefined {
  const words = tokens.slice(place, place + length);
  if (words.length < length || words.some(({ kind }) => kind !== 'word')) return undefined;
  // `minimal` is spelled out as `minimum`, which is no bound.
  const raw = words.map((one) => one.raw.toLowerCase()).join(' ');
  return PHRASES.get(raw) ?? PHRASES.get(words.map(({ word }) => word).join(' '));
}

/** Where `or equal to` ends that stands behind a bound. */
function orEqual(tokens: readonly Token[], place: number): number | undefined {
  if (!/^(?:or|atau)$/.test(tokens[place]?.word ?? '')) return undefined;
  for (let length = 3; length >= 1; length -= 1) {
    const words = tokens.slice(place + 1, place + 1 + length).map(({ word }) => word);
    if (words.length === length && EQUAL.test(words.join(' '))) return place + 1 + length;
  }
  return undefined;
}

/** `600 MW or more`. */
function readAfter(tokens: readonly Token[], place: number): ReadCondition | undefined {
  const bound = readMeasure(tokens, place);
  if (!bound) return undefined;
  for (let length = 3; length >= 2; length -= 1) {
    const words = tokens.slice(bound.to, bound.to + length).map(({ word }) => word);
    const name = AFTER.get(words.join(' '));
    if (!name) continue;
    const before = beforeOf(tokens, place);
    const condition = {
      [before.isNegated ? OPPOSITE[name] : name]: bound.value,
      ...(bound.unit && { unit: bound.unit }),
      ...(before.isNegated && { isNegated: true }),
      ...(before.isUnclear && { isInexact: true }),
    };
    return { condition, from: before.from, to: bound.to + length };
  }
  return undefined;
}

/** `above 500 and below 600`: both are meant. A third, or one of the same side, is not understood. */
function withSecond(tokens: readonly Token[], first: ReadCondition): ReadCondition {
  const isJoined = /^(?:and|dan|but|tapi|tetapi)$/.test(tokens[first.to]?.word ?? '');
  const second = readOthers(tokens, first.to);
  if (!second) return first;
  const { condition } = second;
  const isBeside = isJoined && second.from === first.to + 1;
  const isBand = sideOf(first.condition) !== sideOf(condition) && sideOf(condition) !== 'both';
  if (!isBeside || !isBand || sideOf(first.condition) === 'both') {
    return { ...first, condition: { ...first.condition, isInexact: true } };
  }
  return { condition: { ...first.condition, ...condition }, from: first.from, to: second.to };
}

function readOthers(tokens: readonly Token[], from: number): ReadCondition | undefined {
  const rest = readCondition(tokens.slice(from));
  return rest && { ...rest, from: rest.from + from, to: rest.to + from };
}

function sideOf({ above, atLeast, below, atMost }: Bounds): 'lower' | 'upper' | 'both' {
  const isLower = above !== undefined || atLeast !== undefined;
  const isUpper = below !== undefined || atMost !== undefined;
  return isLower && isUpper ? 'both' : isLower ? 'lower' : 'upper';
}

function readBetween(tokens: readonly Token[], place: number): ReadCondition | undefined {
  if (!BETWEEN.has(tokens[place]?.word ?? '')) return undefined;
  const first = readMeasure(tokens, place + 1);
  if (!first || !AND.has(tokens[first.to]?.word ?? '')) return undefined;
  const second = readMeasure(tokens, first.to + 1);
  if (!second) return undefined;
  const unit = second.unit ?? first.unit;
  // `between 6 and 10` is a time of day, `between 160 and 170` is none.
  const bounds = [first.value, second.value];
  const isTime = unit === undefined && Math.max(...bounds) <= 24 && Math.min(...bounds) >= 0;
  if (isTime) return undefined;
  const [above, below] = [first.value, second.value].toSorted((a, b) => a - b);
  // What is not between may be on either side.
  const { isNegated, isUnclear } = beforeOf(tokens, place);
  const isInexact = isNegated || isUnclear;
  const condition = { above, below, ...(unit && { unit }), ...(isInexact && { isInexact }) };
  return { condition, from: place, to: second.to };
}

/** The limits alone, each as it is or made another. */
export function boundsOf(
  bounds: Bounds,
  convert: (limit: number) => number = (limit) => limit,
): Readonly<Partial<Record<BoundName, number>>> {
  const found: Partial<Record<BoundName, number>> = {};
  for (const [name] of LINES) {
    const limit = bounds[name];
    if (limit !== undefined) found[name] = convert(limit);
  }
  return found;
}

/** What stands before a bound and belongs to it: `not above`, `at or below`, `tidak pernah di atas`. */
function beforeOf(tokens: readonly Token[], place: number) {
  let from = place;
  const word = (at: number) => tokens[at]?.word ?? '';
  const isOr = /^(?:or|atau)$/.test(word(place - 1));
  const equal = [1, 2, 3].find((length) =>
    EQUAL.test(
      tokens
        .slice(Math.max(0, place - 1 - length), place - 1)
        .map((one) => one.word)
        .join(' '),
    ),
  );
  const isOrEqual = isOr && equal !== undefined;
  if (isOrEqual) from = place - 1 - equal;
  const isNo = (at: number) =>
    NEGATION.test(word(at)) || NEGATION.test(tokens[at]?.raw.toLowerCase() ?? '');
  const beside = BESIDE_NEGATION.test(word(from - 1)) ? from - 2 : from - 1;
  if (isNo(beside)) return { from: beside, isOrEqual, isNegated: true, isUnclear: false };
  // `isn't unit 1 above 600`: nobody knows whether a yes would mean that it is.
  const isUnclear = Array.from({ length: NEGATION_PLACES }, (_, index) => from - 1 - index).some(
    (at) => isNo(at),
  );
  return { from, isOrEqual, isNegated: false, isUnclear };
}

function readMeasure(tokens: readonly Token[], place: number) {
  const token = tokens[place];
  if (token?.kind !== 'word') return undefined;
  const value = ZERO.has(token.word) ? 0 : numberOf(token.word);
  if (value === undefined) return undefined;
  const next = tokens[place + 1];
  if (next?.kind === 'word' && TIME_UNIT.test(next.word)) {
    // `above 10 m` is a length, `more than 10 minutes` is not.
    const isPeriod =
      PERIOD_END.test(tokens[place + 2]?.word ?? '') ||
      (/^(?:jam|am|pm)$/.test(next.word) && /^\d/.test(tokens[place + 2]?.word ?? ''));
    if (!/^m$/.test(next.word) && !isPeriod) return undefined;
    if (isPeriod) return { value, unit: undefined, to: place + 1 };
  }
  const joined = `${next?.word ?? ''} ${tokens[place + 2]?.word ?? ''}`;
  if (/^(?:deg|degree|degrees|derajat) (?:c|celsius|celcius)$/.test(joined)) {
    return { value, unit: '°C', to: place + 3 };
  }
  if (/^(?:deg|degree|degrees|derajat) (?:f|fahrenheit)$/.test(joined)) {
    return { value, unit: '°F', to: place + 3 };
  }
  if (/^(?:deg|degree|degrees)$/.test(next?.word ?? ''))
    return { value, unit: '°C', to: place + 2 };
  const unit = next?.kind === 'word' ? unitSignOf(next.word, true) : undefined;
  if (unit !== undefined) return { value, unit, to: place + 2 };
  const percent = /^([-+]?\d[\d.,]*)%$/.exec(token.word)?.[1];
  if (percent !== undefined) return { value, unit: '%', to: place + 1 };
  return { value, unit: undefined, to: place + 1 };
}

function numberOf(word: string): number | undefined {
  const digits = word.replace(/%$/, '');
  if (!NUMBER.test(digits)) return undefined;
  const result = parseNumber(digits.replace(/[.,]$/, ''));
  return result.ok ? result.number : undefined;
}
