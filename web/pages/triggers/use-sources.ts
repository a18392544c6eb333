import type { DataSource, Plugins } from '../../../src/data-sources/data-sources.schema.ts';
import { useAnswer } from '../../lib/use-answer.ts';

/** As many as a list gives at once; nobody has more systems than that. */
const ALL = 200;

/** The data sources by name, to choose from and to name. */
export function useSources(): {
  readonly sources: readonly DataSource[];
  readonly isPending: boolean;
  readonly error: Error | null;
} {
  const { data, isPending, error } = useAnswer<{ items: readonly DataSource[] }>('/data-sources', {
    limit: ALL,
    sort: 'name',
  });
  return { sources: data?.items ?? [], isPending, error };
}

/** Kinds of data source that answer queries; undefined while that is asked. */
export function useQueryKinds(): ReadonlySet<string> | undefined {
  const { data } = useAnswer<Plugins>('/plugins');
  if (!data) return undefined;
  const kinds = data.items.filter(({ capabilities }) => capabilities.includes('query'));
  return new Set(kinds.map(({ kind }) => kind));
}
