import type { CatalogueEntry } from '../grammar/index.ts';
import type { LoadedGroup, LoadedTrigger } from '../triggers/index.ts';
import type { Rights } from './access.ts';

/** Whether somebody may ask what a name stands for. */
export function isAllowedEntry(
  entry: CatalogueEntry<LoadedGroup, LoadedTrigger>,
  rights: Rights,
): boolean {
  return entry.kind === 'group' ? rights.mayUseGroup(entry.item) : rights.mayUseTrigger(entry.item);
}
