import { packTexts } from './packed-texts.ts';

/** Sorted words in packed form. */
export interface Vocabulary {
  readonly count: number;
  at(index: number): string;
  /** Where the first word is that is not before this one: all that begin with it follow from there. */
  firstFrom(word: string): number;
}

/** 0 for the end of a word, then digits, letters, anything else: the order in which strings are sorted. */
const KINDS = 38;

/** @param words sorted and folded: digits, small letters and letters beyond ASCII */
export function createVocabulary(words: readonly string[]): Vocabulary {
  const texts = packTexts(words);
  // By the first two letters nearly the place is known; every text read less counts at hundreds of segments a search.
  const starts = new Uint16Array(KINDS * KINDS + 1).fill(words.length);
  for (let index = words.length - 1; index >= 0; index -= 1)
    starts[bucketOf(words[index] ?? '')] = index;
  for (let bucket = starts.length - 2; bucket >= 0; bucket -= 1) {
    starts[bucket] = Math.min(starts[bucket] ?? 0, starts[bucket + 1] ?? 0);
  }
  return {
    count: texts.count,
    at: texts.at,
    firstFrom(word) {
      const bucket = bucketOf(word);
      let low = starts[bucket] ?? 0;
      let high = starts[bucket + 1] ?? texts.count;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (texts.at(middle) < word) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}

function bucketOf(word: string): number {
  return kindAt(word, 0) * KINDS + kindAt(word, 1);
}

function kindAt(word: string, at: number): number {
  if (at >= word.length) return 0;
  const code = word.charCodeAt(at);
  if (code < 48) return 1;
  if (code <= 57) return code - 47;
  if (code < 97) return 10;
  return code <= 122 ? code - 86 : 37;
}
