import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { TagValues } from '../../../src/data-sources/data-sources.schema.ts';
import { asked } from '../../lib/use-answer.ts';
import { usePaused } from '../../lib/use-paused.ts';

export type TagValue = TagValues['items'][number];

/** As many as one request may name. */
const AT_ONCE = 50;
/** Scrolling past a row asks nothing. */
const PAUSE_MS = 150;
const AGAIN_MS = 10_000;

/**
 * The present values of the tags in sight, by one request, asked again every ten seconds while the page is seen. What
 * was read before stays shown until there is something newer.
 */
export function useVisibleValues(
  sourceId: string,
  visible: readonly string[],
): { readonly values: ReadonlyMap<string, TagValue>; readonly error: Error | null } {
  const tags = usePaused(visible.slice(0, AT_ONCE), PAUSE_MS);
  const params = new URLSearchParams(tags.map((tag) => ['tags', tag]));
  const { data, error } = useQuery({
    ...asked<TagValues>(
      `/data-sources/${encodeURIComponent(sourceId)}/values?${params.toString()}`,
    ),
    enabled: tags.length > 0,
    placeholderData: keepPreviousData,
    refetchInterval: AGAIN_MS,
    retry: false,
  });
  const [values, setValues] = useState<ReadonlyMap<string, TagValue>>(new Map());
  useEffect(() => {
    if (!data) return;
    setValues(
      (before) => new Map([...before, ...data.items.map((item) => [item.name, item] as const)]),
    );
  }, [data]);
  return { values, error: tags.length > 0 ? error : null };
}
