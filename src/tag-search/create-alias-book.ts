import { type Db, readVersions } from '../db/index.ts';
import { aliasKey } from './alias-key.ts';
import { readMeaning } from './meaning.ts';
import type { TagName } from './tag-name.ts';
import { listTagAliases } from './tag-aliases.repository.ts';

export interface AliasBook {
  /** Everybody's aliases, and the contact's own. */
  namesFor(contactId: string | null): Promise<readonly TagName[]>;
}

/** The aliases as they are in the store, kept in memory and read again when one was changed, by whatever process. */
export function createAliasBook({ db }: { readonly db: Db }): AliasBook {
  let seen: number | undefined;
  let names: ReadonlyMap<string | null, readonly TagName[]> | undefined;

  async function load(): Promise<ReadonlyMap<string | null, readonly TagName[]>> {
    const byContact = new Map<string | null, TagName[]>();
    for (const { alias, dataSourceId, tag, contactId } of await listTagAliases(db.read)) {
      const name: TagName = {
        alias,
        key: aliasKey(alias),
        meaning: readMeaning(alias),
        sourceId: dataSourceId,
        tag,
        from: contactId === null ? 'everybody' : 'own',
      };
      byContact.set(contactId, [...(byContact.get(contactId) ?? []), name]);
    }
    return byContact;
  }

  return {
    async namesFor(contactId) {
      const version = (await readVersions(db.read))['tag-aliases'] ?? 0;
      if (!names || version !== seen) {
        names = await load();
        seen = version;
      }
      const shared = names.get(null) ?? [];
      return contactId === null ? shared : [...(names.get(contactId) ?? []), ...shared];
    },
  };
}
