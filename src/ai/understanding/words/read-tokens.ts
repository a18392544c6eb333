import { foldText } from '../../../triggers/index.ts';
import { spellOut } from './spellings.ts';

/** One piece of a question. */
export interface Token {
  /** `tag`: the exact name of one. `area`: a numbered unit. `mark`: a comma and the like. */
  readonly kind: 'word' | 'tag' | 'area' | 'mark';
  /** Lower case, spelled out; a tag's name as it is known; `unit 1`. */
  readonly word: string;
  /** As it was written; empty for what was spelled out of the word before. */
  readonly raw: string;
}

/** The tag of exactly this name in any case, as it is written; undefined when there is none to be used. */
export type TagNamed = (name: string) => string | undefined;

const TAG_WORDS_MAX = 6;
const LOOKS_LIKE_A_TAG = /[\d_:|\\%#()]|\.(?=.)/;
/** Only upper case without a sign or a figure may be a word that somebody shouts. */
const IS_ONE_WORD = /^[\p{L}]+$/u;
const NUMBERS: ReadonlyMap<string, string> = new Map(
  'zero one two three four five six seven eight nine ten/nol satu dua tiga empat lima enam tujuh delapan sembilan sepuluh'
    .split('/')
    .flatMap((line) => line.split(' ').map((word, value) => [word, String(value)] as const)),
);
const COUNTED =
  /^(?:seconds?|detik|minutes?|menit|hours?|jam|days?|hari|weeks?|minggu|pekan|months?|bulan|years?|tahun|highest|lowest|tertinggi|terendah)$/;
const NUMBER_AND_UNIT =
  /^([<>]=?)?(-?\d+(?:[.,]\d+)*)(mw|kw|gw|mwh|kwh|bar|barg|kpa|mpa|pa|psi|°c|°f|degc|degf|t\/h|tph|mm\/s|mm|rpm|hz|mg\/nm3|ma|kv|amp|ampere)$/;
const AREA_WORD = /^(?:units?|unit-|blok|block)$/;
const JOINED_AREA = /^(?:units?[-_#]?|u[-_#]?)(\d{1,2})$/;
/** `first unit`, `unit kedua`. */
const ORDINALS: ReadonlyMap<string, string> = new Map([
  ['first', '1'],
  ['second', '2'],
  ['third', '3'],
  ['1st', '1'],
  ['2nd', '2'],
  ['3rd', '3'],
  ['pertama', '1'],
  ['kedua', '2'],
  ['ketiga', '3'],
]);
const JOINTS = new Set([
  'and',
  'dan',
  '&',
  ',',
  'or',
  'atau',
  'vs',
  'versus',
  'dengan',
  'sama',
  '+',
  '/',
  'to',
  'than',
  'with',
  'against',
  'v',
]);

/**
 * A question in pieces: exact names of tags first, then units such as `u1`, then words, spelled out.
 *
 * @param text cut by the caller
 */
export function readTokens(text: string, tagNamed: TagNamed = () => undefined): readonly Token[] {
  const chunks = text
    .replaceAll(/[\u200B-\u200F\u202A-\u202E\u2060-\u2069]/gu, '')
    .replaceAll(/≥|≧|⩾/gu, ' >= ')
    .replaceAll(/≤|≦|⩽/gu, ' <= ')
    .split(/\s+/u)
    .filter(Boolean);
  const tokens: Token[] = [];
  let place = 0;
  while (place < chunks.length) {
    const tag = tagAt(chunks, place, tagNamed);
    if (tag) {
      tokens.push({ kind: 'tag', word: tag.name, raw: chunks.slice(place, tag.end).join(' ') });
      if (/[,;]$/.test(chunks[tag.end - 1] ?? ''))
        tokens.push({ kind: 'mark', word: ',', raw: '' });
      place = tag.end;
    } else {
      tokens.push(...wordsOf(chunks[place] ?? ''));
      place += 1;
    }
  }
  return withNumbers(withAreas(tokens));
}

function tagAt(chunks: readonly string[], place: number, tagNamed: TagNamed) {
  const most = Math.min(TAG_WORDS_MAX, chunks.length - place);
  for (let length = most; length >= 1; length -= 1) {
    const said = chunks.slice(place, place + length).join(' ');
    for (const name of [said, said.replace(/^[("'“]+/u, '').replace(/[?!.,;:)"'”]+$/u, '')]) {
      if (name === '' || name.length > 200) continue;
      if (IS_ONE_WORD.test(name) && name !== name.toUpperCase()) continue;
      if (length > 1 && !LOOKS_LIKE_A_TAG.test(name)) continue;
      const known = tagNamed(name);
      if (known !== undefined) return { name: known, end: place + length };
    }
  }
  return undefined;
}

function wordsOf(chunk: string): readonly Token[] {
  const folded = foldText(chunk);
  const hasComma = /[,;]$/.test(folded);
  const bare = folded
    .replaceAll(/^[^\p{L}\p{N}<>=+&#@°%*-]+|[^\p{L}\p{N}%°)*&+<>=]+$/gu, '')
    .replace(/^(\p{L}[^(]*)\)$/u, '$1');
  const tokens = bare === '' ? [] : piecesOf(bare, chunk);
  return hasComma ? [...tokens, { kind: 'mark', word: ',', raw: ',' }] : tokens;
}

function piecesOf(word: string, raw: string): readonly Token[] {
  const compared = /^([<>]=?)(-?\d.*)$/.exec(word);
  if (compared) return [toWord(compared[1] ?? '', raw), ...piecesOf(compared[2] ?? '', '')];
  const measured = NUMBER_AND_UNIT.exec(word);
  if (measured) return [toWord(measured[2] ?? '', raw), toWord(measured[3] ?? '', '')];
  // `pressure/temperature` are two; `t/h` and `mm/s` are units.
  const parts =
    /^[\p{L}\d]{2,}\/[\p{L}\d]{2,}$/u.test(word) && !/^(?:mg|mm|kg|t)\//.test(word)
      ? word.split('/')
      : [];
  if (parts.length === 2 && !parts.every((part) => /^\d+$/.test(part))) {
    return [...spelled(parts[0] ?? '', raw), toWord('and', ''), ...spelled(parts[1] ?? '', '')];
  }
  return spelled(word.replace(/'s$/, ''), raw);
}

function spelled(word: string, raw: string): readonly Token[] {
  return spellOut(word).map((one, index) => toWord(one, index === 0 ? raw : ''));
}

function toWord(word: string, raw: string): Token {
  return { kind: 'word', word, raw };
}

/** `u1`, `unit 1 and 2`, `unit dua`: each its own area. */
function withAreas(tokens: readonly Token[]): readonly Token[] {
  const found: Token[] = [];
  let place = 0;
  while (place < tokens.length) {
    const token = tokens[place] as Token;
    const joined = token.kind === 'word' ? JOINED_AREA.exec(token.word)?.[1] : undefined;
    const isAreaWord = token.kind === 'word' && (AREA_WORD.test(token.word) || token.word === 'u');
    const number = isAreaWord
      ? (numberOf(tokens[place + 1]) ?? ordinalOf(tokens[place + 1]))
      : undefined;
    // `kedua unit` is both of them.
    const isBefore = !token.word.startsWith('ke') && AREA_WORD.test(tokens[place + 1]?.word ?? '');
    const ordinal = isBefore ? ordinalOf(token) : undefined;
    if (ordinal !== undefined && numberOf(tokens[place + 2]) === undefined) {
      found.push(areaOf(ordinal, `${token.raw} ${tokens[place + 1]?.raw ?? ''}`));
      place += 2;
      continue;
    }
    if (joined === undefined && number === undefined) {
      found.push(token);
      place += 1;
      continue;
    }
    const raw = joined === undefined ? `${token.raw} ${tokens[place + 1]?.raw ?? ''}` : token.raw;
    found.push(areaOf(joined ?? number ?? '', raw));
    place += joined === undefined ? 2 : 1;
    // More numbers of the same word: `unit 1, 2 and 3`.
    while (JOINTS.has(tokens[place]?.word ?? '') && isLoneNumber(tokens, place + 1)) {
      const more = tokens[place + 1] as Token;
      found.push(tokens[place] as Token, areaOf(numberOf(more) ?? '', more.raw));
      place += 2;
    }
  }
  return found;
}

function ordinalOf(token: Token | undefined): string | undefined {
  return token?.kind === 'word' ? ORDINALS.get(token.word) : undefined;
}

function areaOf(number: string, raw: string): Token {
  return { kind: 'area', word: `unit ${Number(number)}`, raw };
}

function isLoneNumber(tokens: readonly Token[], place: number): boolean {
  const token = tokens[place];
  const number = numberOf(token);
  if (number === undefined || number.length > 1) return false;
  const next = tokens[place + 1]?.word ?? '';
  return !COUNTED.test(next) && !/^(?:am|pm|nov|dec|des|jan)/.test(next);
}

function numberOf(token: Token | undefined): string | undefined {
  if (token?.kind !== 'word') return undefined;
  const digits = NUMBERS.get(token.word) ?? token.word.replace(/^#/, '');
  return /^\d{1,2}$/.test(digits) ? digits : undefined;
}

/** `two hours`, `tiga hari`: the number as a figure, only where something is counted. */
function withNumbers(tokens: readonly Token[]): readonly Token[] {
  return tokens.map((token, index) => {
    const figure = token.kind === 'word' ? NUMBERS.get(token.word) : undefined;
    const isCounted =
      COUNTED.test(tokens[index + 1]?.word ?? '') ||
      /^(?:top|last|past|jam|pukul|at|at|terakhir|first|newest)$/.test(
        tokens[index - 1]?.word ?? '',
      );
    return figure !== undefined && isCounted ? { ...token, word: figure } : token;
  });
}
