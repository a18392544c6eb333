import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { TagValues } from '../../../src/data-sources/data-sources.schema.ts';
import { asked } from '../../lib/use-answer.ts';
import { usePaused } from '../../lib/use-paused.ts';

export type TagValue = TagValues['items'][number];

const AT_ONCE = 50;
const PAUSE_MS = 300;

/** What chosen tags are and show now, as far as one request tells: by it a mistyped one is seen at once. */
export function useTagValues(
  sourceId: string | null,
  tags: readonly string[],
): ReadonlyMap<string, TagValue> {
  const plain = usePaused(tags.filter((tag) => !/[*?]/.test(tag)).slice(0, AT_ONCE), PAUSE_MS);
  const params = new URLSearchParams(plain.map((tag) => ['tags', tag]));
  const { data } = useQuery({
    ...asked<TagValues>(
      `/data-sources/${encodeURIComponent(sourceId ?? '')}/values?${params.toString()}`,
    ),
    enabled: sourceId !== null && plain.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: false,
  });
  if (sourceId === null) return new Map();
  return new Map((data?.items ?? []).map((item) => [item.name, item]));
}
