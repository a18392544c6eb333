import type { Sources } from '../data-sources/index.ts';

/** Whether a trigger asks a tag that holds values in the future. */
export function isForecast(
  dataSourceId: string | null,
  firstTag: string | undefined,
  sources: Sources,
): boolean {
  if (dataSourceId === null || firstTag === undefined) return false;
  return sources.find(dataSourceId)?.connection.findTag?.(firstTag)?.future ?? false;
}
