import type { TagInfo } from '../reading.ts';
import { firstByName } from './first-by-name.ts';
import { hashOf } from './packed-tags.ts';
import type { Query, Segment } from './segment.ts';
import { fold, splitWordsOf, wordsOf } from './words.ts';

/** More words than this are a sentence, not a search. */
const MAX_WORDS = 8;

type Candidate = { readonly segment: Segment; readonly place: number; readonly rank: number };

/**
 * Tags by words of their name and description, best first: the very name, then names that have all the words, the more
 * and the earlier the better, then descriptions; shorter names first. Words are in any order, the beginning of a word is
 * enough, and typing errors are forgiven only when nothing was found without. Without any text, the first by name.
 */
export function searchSegments(
  segments: readonly Segment[],
  text: string,
  limit: number,
): readonly TagInfo[] {
  if (text.trim() === '') return firstByName(segments, limit);
  const folded = fold(text.slice(0, 200));
  const words = longestFirst(wordsOf(folded));
  if (limit < 1) return [];
  const exact = findInSegments(segments, text.slice(0, 200).trim());
  if (words.length === 0) return exact ? [exact] : [];
  const attempts: readonly Query[] = [
    { words, isForgiving: false },
    { words: longestFirst(splitWordsOf(folded)), isForgiving: false },
    { words, isForgiving: true },
  ];
  for (const query of attempts) {
    const best = bestOf(segments, query, limit);
    if (best.length > 0) return inOrder(exact, best, limit);
  }
  return exact ? [exact] : [];
}

/** Long words are rare ones: what they leave over is little for the others to look through. */
function longestFirst(words: readonly string[]): readonly string[] {
  return words.slice(0, MAX_WORDS).toSorted((a, b) => b.length - a.length);
}

/** The tag of exactly this name, in any case. */
export function findInSegments(segments: readonly Segment[], name: string): TagInfo | undefined {
  const folded = fold(name);
  const hash = hashOf(folded);
  for (const { tags } of segments) {
    const place = tags.placeOf(folded, hash);
    if (place >= 0) return tags.at(place);
  }
  return undefined;
}

/** The highest ranked, some more than wanted so that those of equal rank can be put in order by name. */
function bestOf(segments: readonly Segment[], query: Query, limit: number): readonly Candidate[] {
  const keep = limit * 2 + 10;
  const best: Candidate[] = [];
  let lowest = -1;
  for (const segment of segments) {
    segment.search(query, (place, points) => {
      const rank = points * 256 - Math.min(255, segment.tags.nameLengthAt(place));
      if (best.length === keep && rank <= lowest) return;
      const after = best.findIndex((candidate) => candidate.rank < rank);
      best.splice(after < 0 ? best.length : after, 0, { segment, place, rank });
      if (best.length > keep) best.pop();
      lowest = best.at(-1)?.rank ?? -1;
    });
  }
  return best;
}

function inOrder(
  exact: TagInfo | undefined,
  best: readonly Candidate[],
  limit: number,
): readonly TagInfo[] {
  const tags = best
    .map(({ segment, place, rank }) => ({ rank, tag: segment.tags.at(place) }))
    .sort((a, b) => b.rank - a.rank || compareNames(a.tag.name, b.tag.name))
    .map(({ tag }) => tag);
  const unique = new Map((exact ? [exact, ...tags] : tags).map((tag) => [tag.name, tag]));
  return [...unique.values()].slice(0, limit);
}

function compareNames(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
