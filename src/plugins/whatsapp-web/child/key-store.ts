import { BufferJSON, proto, type SignalDataSet, type SignalKeyStore } from 'baileys';
import { LRUCache } from 'lru-cache';
import type { Kept } from './kept.ts';

const CACHED = 20_000;

/** The keys of Signal: every `set` is one write, and on the disk when it resolves. */
export interface KeyStore extends SignalKeyStore {
  set(data: SignalDataSet): Promise<void>;
  /** After everything was removed. */
  forget(): void;
}

/**
 * Entries are remembered as text, and read anew each time: Baileys changes what it is given.
 */
export function openKeyStore(kept: Kept): KeyStore {
  const known = new LRUCache<string, { readonly text: string | null }>({ max: CACHED });

  async function texts(type: string, ids: readonly string[]) {
    const missing = ids.filter((id) => !known.has(`${type} ${id}`));
    const read = missing.length === 0 ? new Map<string, string>() : await kept.read(type, missing);
    const found = new Map<string, string>();
    for (const id of ids) {
      const cacheKey = `${type} ${id}`;
      // What was written while this was read is newer than what was read.
      if (!known.has(cacheKey)) known.set(cacheKey, { text: read.get(id) ?? null });
      const text = known.get(cacheKey)?.text ?? null;
      if (text !== null) found.set(id, text);
    }
    return found;
  }

  return {
    async get(type, ids) {
      const found = await texts(type, ids);
      return Object.fromEntries([...found].map(([id, text]) => [id, revive(type, text)]));
    },
    async set(data) {
      const changes = Object.entries(data).flatMap(([kind, values]) =>
        Object.entries(values ?? {}).map(([id, value]) => ({
          kind,
          id,
          value:
            value === null || value === undefined
              ? null
              : JSON.stringify(value, BufferJSON.replacer),
        })),
      );
      for (const { kind, id, value } of changes) {
        // Messages come along with keys, and are not read from here.
        if (kind !== 'inbox') known.set(`${kind} ${id}`, { text: value });
      }
      await kept.write(changes);
    },
    forget: () => known.clear(),
  };
}

function revive(type: string, text: string): never {
  const value: unknown = JSON.parse(text, BufferJSON.reviver);
  if (type !== 'app-state-sync-key') return value as never;
  return proto.Message.AppStateSyncKeyData.fromObject(value as Record<string, unknown>) as never;
}
