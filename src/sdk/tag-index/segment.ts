import type { TagInfo } from '../reading.ts';
import { bitCount, editDistance, forgivenErrors, signatureOf } from './edit-distance.ts';
import { packTags } from './packed-tags.ts';
import type { PackedTags } from './packed-tags.ts';
import { packTexts } from './packed-texts.ts';
import { fold, innerNumbersOf, wordsOf } from './words.ts';

/**
 * Tags of a segment at most, which is one page of PI points: a segment is built in the few milliseconds between two
 * questions, and no page is kept longer than that. (A posting would have room for 16,384.)
 */
export const MAX_SEGMENT_TAGS = 1_000;

/** Words of a description that are looked at; real ones hold whole AF paths. */
const MAX_DESCRIPTION_WORDS = 24;

/** Where a word stands, as it is kept in a posting. */
const IN_DESCRIPTION = 0;
const IN_NAME = 1;
const BEGINS_NAME = 2;

/**
 * Points of one word by where it stands and how it matches. All words in the name beat any mixture with the description
 * for up to a dozen words.
 */
const POINTS = {
  whole: [10, 40, 42],
  beginning: [8, 38, 39],
  misspelt: [4, 24, 25],
} as const;

/** A search looks through some hundred segments: they share the places where it counts. Nothing in it waits. */
const total = new Uint16Array(MAX_SEGMENT_TAGS);
const best = new Uint8Array(MAX_SEGMENT_TAGS);

export type Query = { readonly words: readonly string[]; readonly isForgiving: boolean };

/** Some thousand tags with the words of their names and descriptions, ready to be searched. Never changes. */
export interface Segment {
  readonly tags: PackedTags;
  /** Calls `found` with every tag that has all the words, and its points. */
  search(query: Query, found: (place: number, points: number) => void): void;
}

export function createSegment(tags: readonly TagInfo[]): Segment {
  const { words, ends, postings } = postingsOf(tags);
  const vocabulary = packTexts(words);
  const signatures = Uint32Array.from(words, signatureOf);
  const lengths = Uint8Array.from(words, (word) => word.length);
  const packed = packTags(tags);
  const count = tags.length;

  function addWord(index: number, points: readonly [number, number, number]): void {
    const end = ends[index] ?? 0;
    for (let i = index === 0 ? 0 : (ends[index - 1] ?? 0); i < end; i += 1) {
      const posting = postings[i] ?? 0;
      const place = posting >>> 2;
      const score = points[posting & 3] ?? 0;
      if (score > (best[place] ?? 0)) best[place] = score;
    }
  }

  function addMatches(word: string, isForgiving: boolean): void {
    for (let i = lowerBound(vocabulary.count, (at) => vocabulary.at(at) < word); ; i += 1) {
      const known = i < vocabulary.count ? vocabulary.at(i) : '';
      if (known === '' || !known.startsWith(word)) break;
      addWord(i, known === word ? POINTS.whole : POINTS.beginning);
    }
    const max = isForgiving ? forgivenErrors(word) : 0;
    if (max > 0) addMisspelt(word, max);
  }

  function addMisspelt(word: string, max: number): void {
    const signature = signatureOf(word);
    for (let i = 0; i < vocabulary.count; i += 1) {
      if (bitCount((signatures[i] ?? 0) ^ signature) > 2 * max) continue;
      if (Math.abs((lengths[i] ?? 0) - word.length) > max) continue;
      if (editDistance(word, vocabulary.at(i), max) <= max) addWord(i, POINTS.misspelt);
    }
  }

  return {
    tags: packed,
    search({ words: wanted, isForgiving }, found) {
      total.fill(0, 0, count);
      for (const [nth, word] of wanted.entries()) {
        best.fill(0, 0, count);
        addMatches(word, isForgiving);
        let left = 0;
        for (let place = 0; place < count; place += 1) {
          const points = best[place] ?? 0;
          const before = total[place] ?? 0;
          const isIn = points > 0 && (nth === 0 || before > 0);
          total[place] = isIn ? before + points : 0;
          if (isIn) left += 1;
        }
        if (left === 0) return;
      }
      for (let place = 0; place < count; place += 1) {
        const points = total[place] ?? 0;
        if (points > 0) found(place, points);
      }
    },
  };
}

/** The words in order, and for each where its postings end. A posting is a place and where the word stands there. */
function postingsOf(tags: readonly TagInfo[]): {
  readonly words: readonly string[];
  readonly ends: Uint32Array;
  readonly postings: Uint16Array;
} {
  const byWord = new Map<string, number[]>();
  tags.forEach((tag, place) => {
    for (const [word, where] of wordsOfTag(tag)) {
      const posting = (place << 2) | where;
      const known = byWord.get(word);
      if (known) known.push(posting);
      else byWord.set(word, [posting]);
    }
  });
  const words = [...byWord.keys()].sort();
  const ends = new Uint32Array(words.length);
  let size = 0;
  words.forEach((word, index) => {
    size += byWord.get(word)?.length ?? 0;
    ends[index] = size;
  });
  const postings = new Uint16Array(size);
  words.forEach((word, index) => {
    const own = byWord.get(word) ?? [];
    postings.set(own, (ends[index] ?? 0) - own.length);
  });
  return { words, ends, postings };
}

/** Each word of a tag once, with the best place it stands in. */
function wordsOfTag({ name, description }: TagInfo): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const add = (word: string, where: number): void => {
    if ((found.get(word) ?? -1) < where) found.set(word, where);
  };
  const inName = wordsOf(fold(name));
  // The name run together, for those who type it without its separators.
  if (inName.length > 1) add(inName.join('').slice(0, 40), BEGINS_NAME);
  inName.forEach((word, nth) => {
    add(word, nth === 0 ? BEGINS_NAME : IN_NAME);
    for (const number of innerNumbersOf(word)) add(number, IN_NAME);
  });
  for (const word of wordsOf(fold(description)).slice(0, MAX_DESCRIPTION_WORDS)) {
    add(word, IN_DESCRIPTION);
  }
  return found;
}

/** The first place for which `isBefore` is false. */
function lowerBound(count: number, isBefore: (place: number) => boolean): number {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}
