import type { ScoredTag, TagInfo, TagTerms } from '#sdk';
import { createSegment, searchTermsIn } from '#sdk/tag-index';
import type { Source } from '../data-sources/index.ts';

/** How many of a source are looked at closely. */
export const LOOKED_AT = 150;
/** A source that only searches plain words is asked for so many of each. */
const PLAIN_LIMIT = 50;
const PLAIN_WORDS_MAX = 12;

/** The tags of a source that have most of what is asked. Reads memory only. */
export function searchSource(
  { connection }: Source,
  words: string,
  terms: TagTerms,
): readonly ScoredTag[] {
  if (connection.searchTerms) return connection.searchTerms(terms, LOOKED_AT);
  if (!connection.search) return [];
  const found = new Map<string, TagInfo>();
  const single = terms.terms.flatMap(({ ways }) => ways.filter(({ length }) => length === 1));
  for (const said of [words, ...single.flat().slice(0, PLAIN_WORDS_MAX)]) {
    for (const tag of connection.search(said, PLAIN_LIMIT)) found.set(tag.name, tag);
  }
  return scoreTerms([...found.values()], terms);
}

/** How well each of a few tags meets what is asked; those that have nothing of it are left out. */
export function scoreTerms(tags: readonly TagInfo[], terms: TagTerms): readonly ScoredTag[] {
  const few = tags.slice(0, 1_000);
  return few.length === 0 ? [] : searchTermsIn([createSegment(few)], terms, few.length);
}
