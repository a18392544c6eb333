import type { TagInfo } from '../reading.ts';
import type { TagTerm } from '../tag-terms.ts';
import { bitCount, editDistance, forgivenErrors, signatureOf } from './edit-distance.ts';
import { packTags } from './packed-tags.ts';
import type { PackedTags } from './packed-tags.ts';
import { foldUnit } from './fold-unit.ts';
import { createVocabulary } from './vocabulary.ts';
import { fold, partsOf, splitCapitals, wordsOf } from './words.ts';

/**
 * Tags of a segment at most, which is one page of PI points: a segment is built in the few milliseconds between two
 * questions, and no page is kept longer than that. (A posting would have room for 8,192.)
 */
export const MAX_SEGMENT_TAGS = 1_000;

/** Words of a description that are looked at; real ones hold whole AF paths. */
const MAX_DESCRIPTION_WORDS = 24;

/** Where a word stands, as it is kept in a posting: the higher, the more it says of the tag. */
const IN_AREA = 0;
const IN_DESCRIPTION = 1;
const PART_OF_NAME = 2;
const IN_NAME = 3;
const BEGINS_NAME = 4;
const WHERE_BITS = 3;
const WHERE = (1 << WHERE_BITS) - 1;
type Points = readonly [
  inArea: number,
  inDescription: number,
  partOfName: number,
  inName: number,
  beginsName: number,
];

/**
 * Points of one word by where it stands and how it matches. All words in the name beat any mixture with the description
 * for up to a dozen words.
 */
const POINTS = {
  whole: [4, 10, 40, 40, 42],
  beginning: [3, 8, 36, 38, 39],
  misspelt: [1, 4, 22, 24, 25],
} as const satisfies Record<string, Points>;

/** The same for a term, where description and name say as much: 100 is met in full. */
const MET = {
  whole: [60, 100, 95, 100, 100],
  beginning: [50, 88, 80, 88, 88],
  misspelt: [30, 74, 68, 72, 72],
  /** Two letters within a number, such as `ct` in `1LAB20CT004`, hardly ever mean what they do alone. */
  short: [60, 100, 0, 100, 100],
} as const satisfies Record<string, Points>;
/** Met by the engineering unit alone. */
const MET_BY_UNIT = 68;
/** Shorter words begin too many others. */
const BEGINNING_LENGTH_MIN = 3;

/** A search looks through some hundred segments: they share the places where it counts. Nothing in it waits. */
const total = new Uint16Array(MAX_SEGMENT_TAGS);
const best = new Uint8Array(MAX_SEGMENT_TAGS);
const least = new Uint8Array(MAX_SEGMENT_TAGS);

export type Query = { readonly words: readonly string[]; readonly isForgiving: boolean };

/** Some thousand tags with the words of their names and descriptions, ready to be searched. Never changes. */
export interface Segment {
  readonly tags: PackedTags;
  /** Calls `found` with every tag that has all the words, and its points. */
  search(query: Query, found: (place: number, points: number) => void): void;
  /**
   * Writes how well each tag meets a term, 0 to 100, to `met` from `offset` on.
   *
   * @returns how many tags meet it at all
   */
  meet(term: TagTerm, how: 'plain' | 'otherwise', met: Uint8Array, offset: number): number;
}

export function createSegment(tags: readonly TagInfo[]): Segment {
  const { words, ends, postings } = postingsOf(tags);
  const vocabulary = createVocabulary(words);
  const signatures = Uint32Array.from(words, signatureOf);
  const lengths = Uint8Array.from(words, (word) => word.length);
  const packed = packTags(tags);
  const count = tags.length;

  const unitKeys = packed.units.map((unit) => foldUnit(unit ?? ''));

  function addWord(index: number, points: Points, to: Uint8Array, offset: number): void {
    const end = ends[index] ?? 0;
    for (let i = index === 0 ? 0 : (ends[index - 1] ?? 0); i < end; i += 1) {
      const posting = postings[i] ?? 0;
      const place = posting >>> WHERE_BITS;
      const score = points[posting & WHERE] ?? 0;
      if (score > (to[offset + place] ?? 0)) to[offset + place] = score;
    }
  }

  function addMatches(word: string, isForgiving: boolean): void {
    addBeginnings(word, POINTS, false, POINTS.whole, best, 0);
    const max = isForgiving ? forgivenErrors(word) : 0;
    if (max > 0) addMisspelt(word, max, POINTS.misspelt, best, 0);
  }

  function addBeginnings(
    word: string,
    points: typeof POINTS | typeof MET,
    isWhole: boolean,
    whole: Points,
    to: Uint8Array,
    offset: number,
  ): boolean {
    let isFound = false;
    for (let i = vocabulary.firstFrom(word); ; i += 1) {
      const known = i < vocabulary.count ? vocabulary.at(i) : '';
      if (known === '' || !known.startsWith(word)) break;
      if (isWhole && known !== word) break;
      addWord(i, known === word ? whole : points.beginning, to, offset);
      isFound = true;
    }
    return isFound;
  }

  function addMisspelt(
    word: string,
    max: number,
    points: Points,
    to: Uint8Array,
    offset: number,
  ): boolean {
    let isFound = false;
    const signature = signatureOf(word);
    for (let i = 0; i < vocabulary.count; i += 1) {
      if (bitCount((signatures[i] ?? 0) ^ signature) > 2 * max) continue;
      if (Math.abs((lengths[i] ?? 0) - word.length) > max) continue;
      if (editDistance(word, vocabulary.at(i), max) > max) continue;
      addWord(i, points, to, offset);
      isFound = true;
    }
    return isFound;
  }

  /** Writes how well each tag meets one word, where it is better than what is there; false when no tag has it. */
  function meetWord(
    word: string,
    isWhole: boolean,
    isForgiving: boolean,
    to: Uint8Array,
    offset: number,
  ): boolean {
    const isShort = word.length < BEGINNING_LENGTH_MIN;
    const whole = isShort && !isWhole ? MET.short : MET.whole;
    const max = isForgiving ? forgivenErrors(word) : 0;
    const isFound = addBeginnings(word, MET, isWhole || isShort, whole, to, offset);
    return (max > 0 && addMisspelt(word, max, MET.misspelt, to, offset)) || isFound;
  }

  /** The same for all the words of one way: a tag meets it as well as the word it meets least. */
  function meetWay(
    way: readonly string[],
    isWhole: boolean,
    isForgiving: boolean,
    to: Uint8Array,
    offset: number,
  ): boolean {
    const [only = '', ...more] = way;
    if (more.length === 0) return meetWord(only, isWhole, isForgiving, to, offset);
    for (const [nth, word] of way.entries()) {
      best.fill(0, 0, count);
      if (!meetWord(word, isWhole, isForgiving, best, 0)) return false;
      if (nth === 0) least.set(best);
      else {
        for (let place = 0; place < count; place += 1) {
          if ((best[place] ?? 0) < (least[place] ?? 0)) least[place] = best[place] ?? 0;
        }
      }
    }
    for (let place = 0; place < count; place += 1) {
      const met = least[place] ?? 0;
      if (met > (to[offset + place] ?? 0)) to[offset + place] = met;
    }
    return true;
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
    meet({ ways, otherwise = [], units = [], isWhole = false }, how, met, offset) {
      const isForgiving = how === 'otherwise' && !isWhole;
      met.fill(0, offset, offset + count);
      let isMet = false;
      for (const way of isForgiving ? [...ways, ...otherwise] : ways) {
        const mayErr = isForgiving && !otherwise.includes(way);
        if (meetWay(way, isWhole, mayErr, met, offset)) isMet = true;
      }
      const isUnit = unitKeys.map((key) => units.includes(key));
      if (!isMet && !isUnit.includes(true)) return 0;
      let meeting = 0;
      for (let place = 0; place < count; place += 1) {
        let how = met[offset + place] ?? 0;
        if (how < MET_BY_UNIT && isUnit[packed.unitPlaceAt(place)]) {
          how = MET_BY_UNIT;
          met[offset + place] = how;
        }
        if (how > 0) meeting += 1;
      }
      return meeting;
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
      const posting = (place << WHERE_BITS) | where;
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
function wordsOfTag({ name, description, area }: TagInfo): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const add = (word: string, where: number): void => {
    if ((found.get(word) ?? -1) < where) found.set(word, where);
  };
  const inName = wordsOf(fold(name));
  // The name run together, for those who type it without its separators.
  if (inName.length > 1) add(inName.join('').slice(0, 40), BEGINS_NAME);
  inName.forEach((word, nth) => {
    add(word, nth === 0 ? BEGINS_NAME : IN_NAME);
    for (const part of innerPartsOf(word)) add(part, PART_OF_NAME);
  });
  const split = splitCapitals(name);
  if (split !== name) for (const word of wordsOf(fold(split))) add(word, PART_OF_NAME);
  for (const word of wordsOf(fold(description)).slice(0, MAX_DESCRIPTION_WORDS)) {
    add(word, IN_DESCRIPTION);
    for (const part of innerPartsOf(word)) add(part, IN_DESCRIPTION);
  }
  if (area) for (const word of wordsOf(fold(area))) add(word, IN_AREA);
  return found;
}

/** Parts of a word of letters and digits, by which people also look: `101` of `fic101`. */
function innerPartsOf(word: string): readonly string[] {
  return /\p{N}/u.test(word) && /\p{L}/u.test(word) ? partsOf(word) : [];
}
