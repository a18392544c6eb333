import type { TagTerm } from '#sdk';
import { fold, partsOf, splitCapitals, wordsOf } from '#sdk/tag-index';
import {
  PHRASE_WORDS_MAX,
  type PlantThing,
  correctWord,
  isPlantWord,
  thingsCalled,
} from './plant-dictionary.ts';
import { FILLER_WORDS } from './plant-words.ts';

/** One thing that words name. */
export interface WantedTerm extends TagTerm {
  readonly kind: 'thing' | 'quantity' | 'word' | 'number' | 'letter';
  /** The same for all words that mean the same: `main steam`, `ms` and `uap utama` are `main steam`. */
  readonly key: string;
  /** What a number or letter was said right after: `mill` of `mill a`. */
  readonly of?: WantedTerm | undefined;
}

/** What words ask a tag to be. */
export interface WantedTag {
  readonly terms: readonly WantedTerm[];
  /** Generating units that were said: `u1`, `unit dua`, `second unit`. */
  readonly unitNumbers: readonly number[];
}

const TEXT_MAX = 400;
const UNIT_WORDS = new Set(['unit', 'units', 'u', 'blok', 'block']);
const NUMBERS: Readonly<Record<string, number>> = {
  satu: 1,
  dua: 2,
  tiga: 3,
  empat: 4,
  lima: 5,
  enam: 6,
  tujuh: 7,
  delapan: 8,
  one: 1,
  two: 2,
  three: 3,
  four: 4,
  five: 5,
  six: 6,
  seven: 7,
  eight: 8,
};
const ORDINALS: Readonly<Record<string, number>> = {
  pertama: 1,
  ketiga: 3,
  keempat: 4,
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  '1st': 1,
  '2nd': 2,
  '3rd': 3,
  '4th': 4,
};
const JOINERS = new Set(['and', 'dan', 'atau', 'or', 'vs', 'versus', 'no', 'nomor', 'number']);
/** What may be said of any tag: one without it is as good. */
const OPTIONAL_THINGS = new Set(['total']);

/** Reads which tag is meant, in both languages of the plant. Never throws. */
export function readWords(text: string): WantedTag {
  const tokens = tokensOf(text.slice(0, TEXT_MAX));
  const unitNumbers = new Set<number>();
  const terms: WantedTerm[] = [];
  let isAfterThing = false;
  for (let at = 0; at < tokens.length;) {
    const unit = unitAt(tokens, at);
    const found: FoundTerm | undefined = unit
      ? undefined
      : termAt(tokens, at, isAfterThing ? terms.at(-1) : undefined);
    if (unit) for (const number of unit.numbers) unitNumbers.add(number);
    if (found?.term && !terms.some(({ key }) => key === found.term?.key)) terms.push(found.term);
    isAfterThing = found?.term !== undefined;
    at += unit?.length ?? found?.length ?? 1;
  }
  return { terms: withOptional(terms), unitNumbers: [...unitNumbers] };
}

function tokensOf(text: string): readonly string[] {
  const words = wordsOf(fold(splitCapitals(text)));
  // Indonesian says a plural twice: mill-mill.
  return words.filter((word, at) => word !== words[at - 1] || /^\p{N}+$/u.test(word));
}

function numberOf(token: string | undefined): number | undefined {
  if (token === undefined) return undefined;
  return /^\d{1,4}$/.test(token) ? Number(token) : NUMBERS[token];
}

/** `unit 1`, `u2`, `unit no. 2`, `unit kedua`, `second unit`, `unit 1 dan 2`. */
function unitAt(
  tokens: readonly string[],
  at: number,
): { readonly numbers: readonly number[]; readonly length: number } | undefined {
  const token = tokens[at] ?? '';
  const together = /^(?:unit|u|blok|block)0*(\d{1,2})$/.exec(token)?.[1];
  if (together !== undefined) return { numbers: [Number(together)], length: 1 };
  const ordinal = ORDINALS[token];
  if (ordinal !== undefined && UNIT_WORDS.has(tokens[at + 1] ?? '')) {
    return { numbers: [ordinal], length: 2 };
  }
  if (!UNIT_WORDS.has(token)) return undefined;
  const numbers: number[] = [];
  let length = 1;
  for (let next = at + 1; next < tokens.length; next += 1) {
    const word = tokens[next] ?? '';
    const number = numberOf(word) ?? (word === 'kedua' ? 2 : ORDINALS[word]);
    if (number !== undefined && number < 100) {
      numbers.push(number);
      length = next - at + 1;
      // A number right after is something else's: unit 1 2 is not two units.
      if (!JOINERS.has(tokens[next + 1] ?? '')) break;
    } else if (!JOINERS.has(word)) break;
  }
  return { numbers, length };
}

interface FoundTerm {
  readonly term: WantedTerm | undefined;
  readonly length: number;
}

function termAt(tokens: readonly string[], at: number, before: WantedTerm | undefined): FoundTerm {
  const token = tokens[at] ?? '';
  if (/^\p{L}$/u.test(token)) return { term: letterTerm(token, before), length: 1 };
  const number = numberOf(token);
  if (number !== undefined) return { term: numberTerm(number, before), length: 1 };
  const phrase = phraseAt(tokens, at);
  if (phrase) return phrase;
  if (FILLER_WORDS.has(token)) return { term: undefined, length: 1 };
  return { term: wordTerm(token), length: 1 };
}

/** The longest phrase of the plant that begins here, typing errors forgiven where a word is none of the plant's. */
function phraseAt(tokens: readonly string[], at: number): FoundTerm | undefined {
  for (let length = Math.min(PHRASE_WORDS_MAX, tokens.length - at); length > 0; length -= 1) {
    const said = tokens.slice(at, at + length);
    if (length === 1 && FILLER_WORDS.has(said[0] ?? '')) continue;
    const meant = said.map(wordMeant);
    const things = thingsCalled(meant.join(' '));
    if (things.length === 0) continue;
    const isCorrected = meant.some((word, nth) => !isVariantOf(word, said[nth] ?? ''));
    return { term: thingTerm(things, said, isCorrected), length };
  }
  return undefined;
}

/** The word of the dictionary a token stands for: itself, without its ending, or corrected. */
function wordMeant(token: string): string {
  if (isPlantWord(token) || FILLER_WORDS.has(token) || /\p{N}/u.test(token)) return token;
  return variantsOf(token).find(isPlantWord) ?? correctWord(token) ?? token;
}

function isVariantOf(word: string, token: string): boolean {
  return word === token || variantsOf(token).includes(word);
}

/** Without an English plural or an Indonesian ending: `mills`, `bebannya`. */
function variantsOf(token: string): readonly string[] {
  const shorter = [/(?<=.{3})(?<!s)s$/, /(?<=.{3})es$/, /(?<=.{4})nya$/, /(?<=.{4})lah$/];
  return shorter.filter((end) => end.test(token)).map((end) => token.replace(end, ''));
}

function thingTerm(
  things: readonly PlantThing[],
  said: readonly string[],
  isCorrected: boolean,
): WantedTerm {
  const units = things.flatMap(({ units = [] }) => units);
  const known = uniqueWays(things.flatMap(({ ways }) => ways));
  return {
    kind: things.some(({ units }) => units) ? 'quantity' : 'thing',
    key: things.map(({ id }) => id).join('/'),
    ways: isCorrected ? [said] : uniqueWays([said, ...known]),
    ...(isCorrected ? { otherwise: known } : {}),
    ...(units.length > 0 && !isCorrected ? { units } : {}),
  };
}

function wordTerm(token: string): WantedTerm {
  const parts = partsOf(token);
  if (parts.length > 1) {
    return { kind: 'word', key: `=${token}`, ways: [[token], parts], isWhole: true };
  }
  const singular = variantsOf(token);
  const key = `=${singular[0] ?? token}`;
  return { kind: 'word', key, ways: [[token], ...singular.map((word) => [word])] };
}

function numberTerm(number: number, of: WantedTerm | undefined): WantedTerm {
  const digits = String(number);
  const ways = [0, 1, 2, 3].map((zeros) => ['0'.repeat(zeros) + digits]);
  return { kind: 'number', key: `#${number}`, ways, isWhole: true, of };
}

/** A letter says which of several machines, when it comes right after one: `mill a`, also `MILLA` in a name. */
function letterTerm(letter: string, before: WantedTerm | undefined): WantedTerm | undefined {
  if (!before || before.kind === 'quantity' || before.kind === 'letter') return undefined;
  const short = before.kind === 'number' ? [] : before.ways;
  const joined = short.flatMap(([word = '', ...more]) =>
    more.length === 0 && word.length <= 4 ? [[word + letter]] : [],
  );
  return { kind: 'letter', key: `:${letter}`, ways: [[letter], ...joined], isWhole: true };
}

/** `current` is what is now where another quantity is asked. */
function withOptional(terms: readonly WantedTerm[]): readonly WantedTerm[] {
  const isOther = ({ kind, key }: WantedTerm) => kind === 'quantity' && key !== 'current';
  const hasOther = terms.some(isOther);
  return terms.map((term) =>
    OPTIONAL_THINGS.has(term.key) || (term.key === 'current' && hasOther)
      ? { ...term, isOptional: true }
      : term,
  );
}

function uniqueWays(ways: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return [...new Map(ways.map((way) => [way.join(' '), way])).values()];
}
