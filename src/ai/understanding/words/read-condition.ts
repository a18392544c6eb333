import { parseNumber } from '../../../triggers/index.ts';
import type { Token } from './read-tokens.ts';
import { unitSignOf } from './units.ts';

/** A bound that was said: in which unit, if any was written. */
export interface SaidCondition {
  readonly above?: number | undefined;
  readonly below?: number | undefined;
  readonly unit?: string | undefined;
  /** Negated, or with the bound itself: neither is the same as strictly above or below. */
  readonly isInexact?: boolean | undefined;
}

export interface ReadCondition {
  readonly condition: SaidCondition;
  /** First token and the one after the last. */
  readonly from: number;
  readonly to: number;
}

const ABOVE =
  '>|>=|above|over|more than|greater than|higher than|bigger than|larger than|exceed|exceeds|exceeded|exceeding|di atas|lebih dari|lebih tinggi dari|lebih besar dari|melebihi|melewati|at least|beyond|hotter than|atas|reach|reached|reaches|hit|hits|mencapai|menyentuh|tembus|menembus|higher|lewat|lebih';
const BELOW =
  '<|<=|below|under|less than|lower than|smaller than|di bawah|kurang dari|lebih rendah dari|lebih kecil dari|beneath|at most|colder than|bawah|drop to|drops to|turun ke|lower|kurang';
const PHRASES: ReadonlyMap<string, 'above' | 'below'> = new Map([
  ...ABOVE.split('|').map((phrase) => [phrase, 'above'] as const),
  ...BELOW.split('|').map((phrase) => [phrase, 'below'] as const),
]);
/** Bounds that hold at the bound itself. */
const INCLUSIVE = new Map<string, 'above' | 'below'>([
  ['>=', 'above'],
  ['at least', 'above'],
  ['minimal', 'above'],
  ['setidaknya', 'above'],
  ['sedikitnya', 'above'],
  ['paling sedikit', 'above'],
  ['<=', 'below'],
  ['at most', 'below'],
  ['maksimal', 'below'],
  ['paling banyak', 'below'],
]);
const NEGATION = /^(?:not|no|never|tidak|tak|bukan|nggak|ngga|gak|ga|enggak|tdk)$|n['’]t$/;
const NEGATION_PLACES = 2;
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

/** The first bound among the tokens, such as `above 500 MW` or `antara 160 dan 170 bar`. */
export function readCondition(tokens: readonly Token[]): ReadCondition | undefined {
  for (let place = 0; place < tokens.length; place += 1) {
    const found = readBetween(tokens, place) ?? readBound(tokens, place);
    if (found) return found;
  }
  return undefined;
}

function readBound(tokens: readonly Token[], place: number): ReadCondition | undefined {
  for (let length = 3; length >= 1; length -= 1) {
    const words = tokens.slice(place, place + length);
    if (words.length < length || words.some(({ kind }) => kind !== 'word')) continue;
    const raw = words.map((one) => one.raw.toLowerCase()).join(' ');
    const said = words.map(({ word }) => word).join(' ');
    const inclusive = INCLUSIVE.get(raw) ?? INCLUSIVE.get(said);
    const side = inclusive ?? PHRASES.get(said);
    if (!side) continue;
    let at = place + length;
    while (SKIPPED.has(tokens[at]?.word ?? '')) at += 1;
    const bound = readMeasure(tokens, at);
    if (bound) {
      const isInexact = inclusive !== undefined || isTurned(tokens, place);
      const condition = {
        [side]: bound.value,
        ...(bound.unit && { unit: bound.unit }),
        ...(isInexact && { isInexact }),
      };
      return { condition, from: place, to: bound.to };
    }
  }
  return undefined;
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
  const isInexact = isTurned(tokens, place);
  const condition = { above, below, ...(unit && { unit }), ...(isInexact && { isInexact }) };
  return { condition, from: place, to: second.to };
}

/** Whether a word before the bound negates it, or adds the bound itself: `not above`, `at or below`. */
function isTurned(tokens: readonly Token[], place: number): boolean {
  const before = tokens.slice(Math.max(0, place - NEGATION_PLACES), place);
  const isOr = /^(?:or|atau)$/.test(tokens[place - 1]?.word ?? '');
  const isEqual = /^(?:at|equal|to|sama|dengan)$/.test(tokens[place - 2]?.word ?? '');
  return (
    (isOr && isEqual) ||
    before.some(({ raw, word }) => NEGATION.test(word) || NEGATION.test(raw.toLowerCase()))
  );
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
