import type { TagInfo } from '#sdk';
import type { Asking } from '../access/index.ts';
import type { Source } from '../data-sources/index.ts';
import { rankTags, uniqueTags } from './rank-tags.ts';
import { readWords } from './read-words.ts';

export interface SearchedTag {
  readonly tag: TagInfo;
  readonly source: Source;
}

/** From here on words of a question found it, and not a few letters that some name begins with as well. */
const MEANT_SCORE = 0.55;

/**
 * Tags found by words in the sources the person may use. Names that hold the words as they were typed come first, the
 * best of each source in turn; then what the words mean in either language. Reads memory only.
 */
export function searchTags(
  { sources, rights }: Pick<Asking, 'sources' | 'rights'>,
  words: string,
  limit: number,
): readonly SearchedTag[] {
  if (limit <= 0) return [];
  const allowed = sources.list().filter((source) => rights.mayUseSource(source.id));
  const plain = inTurn(
    allowed.map((source) =>
      (source.connection.search?.(words, limit) ?? []).map((tag) => ({ tag, source, score: 0 })),
    ),
    limit,
  );
  const asked = readWords(words);
  const meant = rankTags(words, asked, { sources, rights }).filter(
    ({ score }) => score >= MEANT_SCORE,
  );
  const isName = plain.some(({ tag }) => tag.name.toLowerCase() === words.trim().toLowerCase());
  const inOrder = isName || !allowed.some(({ connection }) => connection.searchTerms);
  const found = inOrder ? [...plain, ...meant] : [...meant, ...plain];
  return uniqueTags(found)
    .slice(0, limit)
    .map(({ tag, source }) => ({ tag, source }));
}

function inTurn<T>(perSource: readonly (readonly T[])[], limit: number): readonly T[] {
  const found: T[] = [];
  for (let rank = 0; found.length < limit; rank += 1) {
    const ranked = perSource.flatMap((tags) => tags[rank] ?? []);
    if (ranked.length === 0) break;
    found.push(...ranked);
  }
  return found.slice(0, limit);
}
