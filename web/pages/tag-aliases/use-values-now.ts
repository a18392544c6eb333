import { useQueries } from '@tanstack/react-query';
import type { TagAlias } from '../../../src/tag-search/tag-aliases.schema.ts';
import type { TagValues } from '../../../src/data-sources/data-sources.schema.ts';
import { asked } from '../../lib/use-answer.ts';

export type TagValue = TagValues['items'][number];

/** `failed`: the source did not answer as a whole. */
export type ValueNow = TagValue | 'reading' | 'failed';

/** As many as one request may name. */
const AT_ONCE = 50;
const AGAIN_MS = 30_000;

/** What the tags of names show now, by few requests to each source, asked again while the page is seen. */
export function useValuesNow(
  names: readonly Pick<TagAlias, 'dataSourceId' | 'tag'>[],
): (name: Pick<TagAlias, 'dataSourceId' | 'tag'>) => ValueNow {
  const bySource = Map.groupBy(names, ({ dataSourceId }) => dataSourceId);
  const requests = [...bySource].flatMap(([sourceId, ofSource]) => {
    const tags = [...new Set(ofSource.map(({ tag }) => tag))];
    const parts = Math.ceil(tags.length / AT_ONCE);
    return Array.from({ length: parts }, (_none, part) => ({
      sourceId,
      tags: tags.slice(part * AT_ONCE, (part + 1) * AT_ONCE),
    }));
  });
  const answers = useQueries({
    queries: requests.map(({ sourceId, tags }) => {
      const params = new URLSearchParams(tags.map((tag) => ['tags', tag]));
      return {
        ...asked<TagValues>(
          `/data-sources/${encodeURIComponent(sourceId)}/values?${params.toString()}`,
        ),
        refetchInterval: AGAIN_MS,
        retry: false,
      };
    }),
  });
  return ({ dataSourceId, tag }) => {
    const at = requests.findIndex(
      (request) => request.sourceId === dataSourceId && request.tags.includes(tag),
    );
    const found = answers[at]?.data?.items.find(({ name }) => name === tag);
    return found ?? (answers[at]?.error ? 'failed' : 'reading');
  };
}
