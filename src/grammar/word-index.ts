import type { Catalogue, CatalogueEntry, Named } from './catalogue.ts';

/** Which entries of a catalogue have which words in their names. */
export interface WordIndex<Entry> {
  readonly entries: readonly Entry[];
  /** Places in `entries` by word. */
  readonly placesOf: ReadonlyMap<string, readonly number[]>;
  /** How many different words each entry's name has. */
  readonly wordCounts: readonly number[];
}

const WORDS_MAX = 12;
const INDEXES = new WeakMap<object, WordIndex<unknown>>();

/** The word index of a catalogue, made when it is first needed: most messages name something exactly. */
export function wordIndexOf<Group extends Named, Trigger extends Named>(
  catalogue: Catalogue<Group, Trigger>,
): WordIndex<CatalogueEntry<Group, Trigger>> {
  const known = INDEXES.get(catalogue);
  if (known) return known as WordIndex<CatalogueEntry<Group, Trigger>>;
  const entries = [...catalogue.byKey.values()];
  const placesOf = new Map<string, number[]>();
  const wordCounts = entries.map(({ item }, place) => {
    const words = wordsOf(item.name);
    for (const word of words) {
      const places = placesOf.get(word);
      if (places) places.push(place);
      else placesOf.set(word, [place]);
    }
    return words.size;
  });
  const index = { entries, placesOf, wordCounts };
  INDEXES.set(catalogue, index);
  return index;
}

/** The first dozen different words of a text, in lower case. */
export function wordsOf(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return new Set(words.slice(0, WORDS_MAX));
}
