import type { DataSource } from '../../../src/data-sources/data-sources.schema.ts';
import { useQueryKinds, useSources } from '../triggers/use-sources.ts';

/** The data sources that are switched on and answer queries. */
export function useQuerySources(): readonly DataSource[] {
  const { sources } = useSources();
  const kinds = useQueryKinds();
  return sources.filter(({ active, plugin }) => active && kinds?.has(plugin) === true);
}
