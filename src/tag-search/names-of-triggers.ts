import { type Rights, isAllowedEntry } from '../access/index.ts';
import type { CatalogueEntry } from '../grammar/index.ts';
import type { LoadedGroup, LoadedTrigger } from '../triggers/index.ts';
import { aliasKey } from './alias-key.ts';
import { readMeaning } from './meaning.ts';
import type { TagName } from './tag-name.ts';

/** Read once for each trigger as it was loaded. */
const NAMES = new WeakMap<LoadedTrigger, readonly TagName[]>();

/** Names and descriptions of triggers that ask one tag: by these words the plant knows it. */
export function namesOfTriggers(
  named: readonly CatalogueEntry<LoadedGroup, LoadedTrigger>[],
  rights: Rights,
): readonly TagName[] {
  return named.flatMap((entry) => {
    if (entry.kind === 'group' || !isAllowedEntry(entry, rights)) return [];
    const names = NAMES.get(entry.item) ?? namesOf(entry.item);
    NAMES.set(entry.item, names);
    return names;
  });
}

function namesOf(trigger: LoadedTrigger): readonly TagName[] {
  const { name, description, dataSourceId } = trigger;
  const tag = onlyTagOf(trigger);
  if (tag === undefined || dataSourceId === null) return [];
  const described =
    typeof description === 'string' ? [description] : Object.values(description ?? {});
  const texts = [name, ...described].flatMap((text) => text || []);
  return texts.map((alias) => ({
    alias,
    key: aliasKey(alias),
    meaning: readMeaning(alias),
    sourceId: dataSourceId,
    tag,
    from: 'trigger' as const,
  }));
}

function onlyTagOf(trigger: LoadedTrigger): string | undefined {
  if (trigger.firstTag === undefined) return undefined;
  try {
    const { config } = trigger.runnable();
    const [tag, ...others] = 'tags' in config ? config.tags : [];
    const elements = 'elements' in config ? (config.elements ?? []) : [];
    const isOne = others.length === 0 && elements.length === 0;
    return isOne && tag !== undefined && !/[*?{]/.test(tag) ? tag : undefined;
  } catch {
    // A trigger of another version names nothing that is understood.
    return undefined;
  }
}
