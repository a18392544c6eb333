import { addTransactionCapability } from 'baileys';
import type { SignalKeyStore, SignalKeyStoreWithTransaction } from 'baileys';
import { SILENT_LOG } from './silent-log.ts';

/** A key store that lives as long as the process. */
export function createMemoryKeys(): SignalKeyStoreWithTransaction {
  const kept = new Map<string, unknown>();
  const store: SignalKeyStore = {
    get: (type, ids) => {
      const found: Record<string, never> = {};
      for (const id of ids) {
        const value = kept.get(`${type} ${id}`);
        if (value !== undefined) found[id] = value as never;
      }
      return found;
    },
    set: (changes) => {
      for (const [type, values] of Object.entries(changes)) {
        for (const [id, value] of Object.entries(values ?? {})) {
          if (value === null || value === undefined) kept.delete(`${type} ${id}`);
          else kept.set(`${type} ${id}`, value);
        }
      }
    },
  };
  return addTransactionCapability(store, SILENT_LOG, {
    maxCommitRetries: 1,
    delayBetweenTriesMs: 1,
  });
}
