import { COMMON_PASSWORDS } from './common-passwords.ts';
import { coreOf, foldPassword, spelledAnyhow, withLetters } from './fold-password.ts';

/** Whose password it is to be: what is known of them is tried first. */
export type PasswordOwner = {
  readonly username: string;
  readonly fullName?: string | null | undefined;
};

/** One text to look in: no set of ten thousand words stays in memory for what is asked now and then. */
const LIST = COMMON_PASSWORDS.replaceAll('\n', ' ');

/** Keys beside each other, and letters and digits in their order; each is also walked backwards. */
const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  '12345678901234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'yxcvbnm',
  'azertyuiop',
  'qsdfghjklm',
  'wxcvbn',
  '1qaz',
  '2wsx',
  '3edc',
  '4rfv',
  '5tgb',
  '6yhn',
  '7ujm',
].flatMap((row) => [row, [...row].toReversed().join('')]);

const SHORTEST_RUN = 3;
/** So many characters beside the runs do not make it hard to guess. */
const MOST_BESIDE_RUNS = 2;
const FEWEST_DIFFERENT = 5;
/** Dates, phone numbers and their like are shorter. */
const DIGITS_ONLY_FROM = 16;
const SHORTEST_NAME = 3;
/** So many characters beside the names, digits at their ends left out, make it a password of its own. */
const ENOUGH_BESIDE_NAMES = 4;

/** Why a password would be guessed soon, or undefined. It has the length it needs: that is asked before. */
export function whyGuessable(
  password: string,
  owner: PasswordOwner,
): 'common' | 'own_name' | undefined {
  const folded = foldPassword(password);
  if (isListed(folded) || isPattern(folded)) return 'common';
  return isOwnName(folded, owner) ? 'own_name' : undefined;
}

/** A common password, or a shorter one dressed up: `dragon` is in `dragondragon`, `Dr4gon-2026!` and `123dragon123`. */
function isListed(folded: string): boolean {
  if (isOnList(folded)) return true;
  const core = coreOf(folded);
  const toTheWordsEnd = folded.replace(/[^\p{L}]+$/u, '');
  const words = [
    core,
    ...[core, toTheWordsEnd].flatMap((word) => [withLetters(word, 'i'), withLetters(word, 'l')]),
  ];
  return words.some((word) => isOnList(word) || isOnList(repeatedIn(word) ?? ''));
}

function isPattern(folded: string): boolean {
  if (new Set(folded).size < FEWEST_DIFFERENT) return true;
  if (/^\d+$/u.test(folded) && folded.length < DIGITS_ONLY_FROM) return true;
  if (repeatedIn(folded) !== undefined) return true;
  // `aabbccdd…` is a run whose steps are taken twice.
  const steps = folded.replaceAll(/(.)\1+/gu, '$1');
  return [folded, steps].some((text) => countBesideRuns(text) <= MOST_BESIDE_RUNS);
}

/** The part that the whole text repeats, when it does nothing else. */
function repeatedIn(text: string): string | undefined {
  return /^(.{1,8}?)\1+$/u.exec(text)?.[1];
}

/** How many characters are in no run of three or more along a row. */
function countBesideRuns(text: string): number {
  let beside = 0;
  for (let from = 0; from < text.length;) {
    const length = lengthOfRun(text, from);
    if (length < SHORTEST_RUN) beside += 1;
    from += length < SHORTEST_RUN ? 1 : length;
  }
  return beside;
}

function lengthOfRun(text: string, from: number): number {
  let length = 0;
  while (
    from + length < text.length &&
    ROWS.some((row) => row.includes(text.slice(from, from + length + 1)))
  ) {
    length += 1;
  }
  return length;
}

/** Little more than the name of the user or of this product. */
function isOwnName(folded: string, { username, fullName }: PasswordOwner): boolean {
  const names = ['plantline', username, username.split('@')[0], ...(fullName ?? '').split(/\s+/u)]
    .map((name) => foldPassword(name ?? ''))
    .filter((name) => name.length >= SHORTEST_NAME)
    .toSorted((one, other) => other.length - one.length);
  const rest = names.reduce((left, name) => left.replaceAll(spelledAnyhow(name), ''), folded);
  return rest !== folded && coreOf(rest).length < ENOUGH_BESIDE_NAMES;
}

function isOnList(word: string): boolean {
  return word !== '' && LIST.includes(` ${word} `);
}
