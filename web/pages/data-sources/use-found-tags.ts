import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { FoundTags } from '../../../src/data-sources/data-sources.schema.ts';
import { asked } from '../../lib/use-answer.ts';

/** While a source still collects its tags, the search is asked again. */
const AGAIN_MS = 3_000;

/** Tags by words; those found before stay in sight until others are there. */
export function useFoundTags(sourceId: string, words: string, limit: number) {
  return useQuery({
    ...asked<FoundTags>(`/data-sources/${encodeURIComponent(sourceId)}/tags`, { q: words, limit }),
    placeholderData: keepPreviousData,
    refetchInterval: ({ state }) => (state.data?.indexed.complete === false ? AGAIN_MS : false),
  });
}
