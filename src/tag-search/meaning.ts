import { type WantedTag, readWords } from './read-words.ts';

/** What words name, whatever language they are in: keys of things, numbers, letters and units. */
export interface Meaning {
  readonly wanted: WantedTag;
  readonly keys: ReadonlySet<string>;
}

export function readMeaning(words: string): Meaning {
  const wanted = readWords(words);
  const units = wanted.unitNumbers.map((number) => `unit ${number}`);
  return { wanted, keys: new Set([...wanted.terms.map(({ key }) => key), ...units]) };
}

/** The meaning as a text: the same words in another order or language give the same. */
export function meaningKey({ keys }: Meaning): string {
  return [...keys].toSorted().join(' + ');
}

/** What of `whole` is not said by `part`; undefined when `part` says something that `whole` does not. */
export function restOf(whole: Meaning, part: Meaning): WantedTag | undefined {
  // A unit alone names no tag.
  if (part.wanted.terms.length === 0) return undefined;
  for (const key of part.keys) if (!whole.keys.has(key)) return undefined;
  return {
    terms: whole.wanted.terms.filter(({ key }) => !part.keys.has(key)),
    unitNumbers: whole.wanted.unitNumbers.filter((number) => !part.keys.has(`unit ${number}`)),
  };
}
