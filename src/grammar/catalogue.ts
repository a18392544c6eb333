import { answerKey } from '../lib/answer-key.ts';

/** Anything a message can name. */
export interface Named {
  readonly name: string;
}

/** One name of the catalogue, ready to be compared. */
export type CatalogueEntry<Group extends Named, Trigger extends Named> =
  | { readonly kind: 'group'; readonly key: string; readonly item: Group }
  | { readonly kind: 'trigger'; readonly key: string; readonly item: Trigger };

/** Every name a message can be, by its key. Built once per change of triggers, asked once per message. */
export interface Catalogue<Group extends Named, Trigger extends Named> {
  readonly byKey: ReadonlyMap<string, CatalogueEntry<Group, Trigger>>;
  /** Length of the longest key: no longer start of a text needs to be looked up. */
  readonly longestKey: number;
}

/** Indexes groups and triggers by key. Should a key be taken twice, a group comes before a trigger. */
export function buildCatalogue<Group extends Named, Trigger extends Named>(
  groups: readonly Group[],
  triggers: readonly Trigger[],
): Catalogue<Group, Trigger> {
  const byKey = new Map<string, CatalogueEntry<Group, Trigger>>();
  let longestKey = 0;
  const add = (entry: CatalogueEntry<Group, Trigger>) => {
    if (entry.key === '' || byKey.has(entry.key)) return;
    byKey.set(entry.key, entry);
    longestKey = Math.max(longestKey, entry.key.length);
  };
  for (const item of groups) add({ kind: 'group', key: answerKey(item.name), item });
  for (const item of triggers) add({ kind: 'trigger', key: answerKey(item.name), item });
  return { byKey, longestKey };
}
