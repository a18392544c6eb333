import type { TagInfo } from '#sdk';
import type { Source } from '../data-sources/index.ts';
import type { Asking } from '../access/index.ts';

export interface SearchedTag {
  readonly tag: TagInfo;
  readonly source: Source;
}

/** Tags found by words in the sources the person may use, the best of each source in turn. Reads memory only. */
export function searchTags(
  { sources, rights }: Pick<Asking, 'sources' | 'rights'>,
  words: string,
  limit: number,
): readonly SearchedTag[] {
  if (limit <= 0) return [];
  const perSource = sources
    .list()
    .filter((source) => rights.mayUseSource(source.id))
    .map((source) =>
      (source.connection.search?.(words, limit) ?? []).map((tag) => ({ tag, source })),
    );
  const found: SearchedTag[] = [];
  for (let rank = 0; found.length < limit; rank += 1) {
    const ranked = perSource.flatMap((tags) => tags[rank] ?? []);
    if (ranked.length === 0) break;
    found.push(...ranked);
  }
  return found.slice(0, limit);
}
