import { distance } from 'fastest-levenshtein';
import { answerKey } from '../lib/answer-key.ts';
import type { Catalogue, CatalogueEntry, Named } from './catalogue.ts';
import { withoutCommonWords } from './choose-language.ts';
import { editDistance } from './edit-distance.ts';
import { wordIndexOf, wordsOf, type WordIndex } from './word-index.ts';

const TEXT_LENGTH_MAX = 400;
/** Longer texts are sentences, not mistyped names. */
const TYPED_LENGTH_MAX = 64;
/** Words in common come after slips, a name that the text holds whole before one that holds the text. */
const RANK_NAME_IN_TEXT = 4;
const RANK_TEXT_IN_NAME = 5;

/**
 * The names somebody may have meant, best first: mistyped or transposed letters and missing blanks, then names whose
 * every word the text holds, then names that hold every word of the text. A sentence that leads nowhere is tried
 * again without the words any question is made of.
 *
 * Work is bounded whatever the text: it is cut first, and of ten thousand names only the likeliest are looked at twice.
 *
 * @param text as `normaliseText` gives it
 * @param isAllowed whether the person may use the entry: a name one may not use is not suggested
 */
export function closeNames<Group extends Named, Trigger extends Named>(
  text: string,
  catalogue: Catalogue<Group, Trigger>,
  limit = 3,
  isAllowed: (entry: CatalogueEntry<Group, Trigger>) => boolean = () => true,
): readonly CatalogueEntry<Group, Trigger>[] {
  const names = namesLike(text.slice(0, TEXT_LENGTH_MAX), catalogue, limit, isAllowed);
  if (names.length > 0) return names;
  const core = withoutCommonWords(text.slice(0, TEXT_LENGTH_MAX));
  return core === text ? [] : namesLike(core, catalogue, limit, isAllowed);
}

function namesLike<Group extends Named, Trigger extends Named>(
  said: string,
  catalogue: Catalogue<Group, Trigger>,
  limit: number,
  isAllowed: (entry: CatalogueEntry<Group, Trigger>) => boolean,
): readonly CatalogueEntry<Group, Trigger>[] {
  const typed = answerKey(said).slice(0, TYPED_LENGTH_MAX + 1);
  if (typed === '') return [];
  const index = wordIndexOf(catalogue);
  const ranks = new Map<number, number>();
  const note = (place: number, rank: number) => {
    if (rank < (ranks.get(place) ?? Infinity)) ranks.set(place, rank);
  };
  const isOpen = (place: number) => {
    const entry = index.entries[place];
    return entry !== undefined && isAllowed(entry);
  };
  rankSlips(typed, index, limit, isOpen, note);
  rankWords(said, index, note);

  const found = [...ranks].sort(
    ([a, rankA], [b, rankB]) => rankA - rankB || keyOrder(index.entries[a], index.entries[b]),
  );
  const names: CatalogueEntry<Group, Trigger>[] = [];
  for (const [place] of found) {
    const entry = index.entries[place];
    if (entry && isAllowed(entry)) names.push(entry);
    if (names.length >= limit) break;
  }
  return names;
}

type Entry = { readonly key: string };

/**
 * Ranks names by the number of typing errors. A transposition is one slip to a person and two edits to Levenshtein,
 * so names are taken in the order of their edits, until those left could not be closer than what was found.
 */
function rankSlips(
  typed: string,
  { entries }: WordIndex<Entry>,
  limit: number,
  isOpen: (place: number) => boolean,
  note: (place: number, rank: number) => void,
): void {
  const allowed = typed.length <= 2 ? 1 : typed.length <= 8 ? 2 : 3;
  const byEdits: number[][] = Array.from({ length: allowed * 2 + 1 }, () => []);
  for (const [place, { key }] of entries.entries()) {
    if (Math.abs(typed.length - key.length) > allowed) continue;
    byEdits[distance(typed, key)]?.push(place);
  }
  const ranks: number[] = [];
  for (const [edits, places] of byEdits.entries()) {
    if (ranks.filter((rank) => rank <= edits / 2).length >= limit) return;
    for (const place of places) {
      const key = entries[place]?.key ?? '';
      const slips = editDistance(typed, key);
      const isLikely = slips <= allowed && slips * 2 <= Math.max(typed.length, key.length);
      if (!isLikely || !isOpen(place)) continue;
      ranks.push(slips);
      note(place, slips);
    }
  }
}

function rankWords(
  said: string,
  { placesOf, wordCounts }: WordIndex<Entry>,
  note: (place: number, rank: number) => void,
): void {
  const words = wordsOf(said);
  const shared = new Map<number, number>();
  for (const word of words) {
    for (const place of placesOf.get(word) ?? []) shared.set(place, (shared.get(place) ?? 0) + 1);
  }
  for (const [place, count] of shared) {
    if (count === wordCounts[place]) note(place, RANK_NAME_IN_TEXT + 1 / (count + 1));
    else if (count === words.size) note(place, RANK_TEXT_IN_NAME);
  }
}

function keyOrder(a: Entry | undefined, b: Entry | undefined): number {
  const [first, second] = [a?.key ?? '', b?.key ?? ''];
  return first.length - second.length || (first < second ? -1 : 1);
}
