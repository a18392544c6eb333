/** Longer runs are identifiers of machines (GUIDs, paths), which nobody types. */
const MAX_WORD_LENGTH = 40;

/**
 * Text as it is compared: lower case, accents dropped, so that `Débit` is found by `debit`.
 */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  // Nearly all tags are ASCII; normalising them would be most of the work of loading an index.
  return /^[\x00-\x7f]*$/.test(lower) ? lower : lower.normalize('NFKD').replaceAll(/\p{M}/gu, '');
}

/** The runs of letters and digits of folded text, in order. */
export function wordsOf(folded: string): readonly string[] {
  const words = folded.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word) => word.slice(0, MAX_WORD_LENGTH));
}

/** The words of folded text, also divided where letters and digits meet: `fic101` is `fic` and `101`. */
export function splitWordsOf(folded: string): readonly string[] {
  return wordsOf(folded).flatMap(partsOf);
}

/** The parts of a word where letters and digits meet: `1lab20` is `1`, `lab` and `20`. */
export function partsOf(word: string): readonly string[] {
  return word.match(/\p{N}+|\p{L}+/gu) ?? [];
}

/** A text with blanks where a word begins with a capital letter within another: `MainSteam` is `Main Steam`. */
export function splitCapitals(text: string): string {
  return text.replaceAll(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ');
}
