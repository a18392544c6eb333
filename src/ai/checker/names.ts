import { numberedThings } from './subject-words.ts';
import { isKnownUnit, timeUnitMs } from './units.ts';

const WORD_WITH_DIGIT = /[\p{L}\p{Nd}_](?:[\p{L}\p{Nd}_]|[./#:-](?=[\p{L}\p{Nd}_]))*/gu;
/** A number with what it is in: `612MW`, `3pm`, `2x`. */
const VALUE = /^[\d.,]+(\p{L}.*)$/u;
const NO_NAMES = /^(?:x|kali|am|pm|st|nd|rd|th)$/i;
/** `U1`, `CO2`, `A12`: letters, and a number too short to be a reading. */
const DESIGNATOR = /^(\p{L}{1,5})(\d{1,2})\p{L}?$/u;

/**
 * Tells digits that belong to names from digits that measure: `U1`, `20MKA10`, `unit 2`, and the numbers of a list.
 *
 * @param known names with digits in them, in lower case: those of results and of the question
 */
export function createIsName(
  text: string,
  known: ReadonlySet<string>,
): (word: string, start: number) => boolean {
  const things = new Set(
    numberedThings(text)
      .filter(({ end }) => !isUnitNext(text, end))
      .map(({ start }) => start),
  );
  for (const start of listNumbers(text)) things.add(start);
  return (word, start) => {
    if (things.has(start)) return true;
    if (isValue(word)) return false;
    if (known.has(word.toLowerCase())) return true;
    const [, letters = '', digits = ''] = DESIGNATOR.exec(word) ?? [];
    if (letters === '' || (letters.length > 1 && isKnownUnit(letters))) return false;
    return digits.length === 1 || !isUnitNext(text, start + word.length);
  };
}

/** Words of a text that hold a digit and a letter and are no values, in lower case. */
export function namesIn(text: string): readonly string[] {
  return [...text.matchAll(WORD_WITH_DIGIT)].flatMap(([word]) =>
    /\d/.test(word) && /\p{L}/u.test(word) && !isValue(word) ? [word.toLowerCase()] : [],
  );
}

function isValue(word: string): boolean {
  const [, behind] = VALUE.exec(word) ?? [];
  return (
    behind !== undefined &&
    (isKnownUnit(behind) ||
      timeUnitMs(behind) !== undefined ||
      NO_NAMES.test(behind) ||
      /^[eE]-?\d+$/.test(behind))
  );
}

function isUnitNext(text: string, end: number): boolean {
  const [, word] = /^\s?([°%\p{L}][\p{L}\d°%²³/]*)/u.exec(text.slice(end)) ?? [];
  return word !== undefined && isKnownUnit(word);
}

/** Where the numbers of a numbered list stand: they begin lines, with one, and go up by one. */
function listNumbers(text: string): readonly number[] {
  const found = [...text.matchAll(/^[ ]*(\d{1,2})[.)] /gm)];
  const isList =
    found.length > 1 && found.every(([, number], index) => Number(number) === index + 1);
  return isList
    ? found.map(({ 0: all, 1: number = '', index }) => index + all.indexOf(number))
    : [];
}
