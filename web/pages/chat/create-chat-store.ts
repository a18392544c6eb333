import type { Exchange } from './exchange.ts';

/** Everything that was said here, by one user in one tab. */
export type ChatStore = {
  readonly get: () => readonly Exchange[];
  readonly subscribe: (told: () => void) => () => void;
  readonly add: (exchange: Exchange) => void;
  readonly change: (id: string, change: Partial<Exchange>) => void;
  readonly forget: (chat: string) => void;
};

/** More than anybody scrolls back; a tab may stay open for weeks. */
const KEPT = 200;

/** @param storage outlives a reload of the page */
export function createChatStore(
  storage: Pick<Storage, 'getItem' | 'setItem'>,
  key: string,
): ChatStore {
  let exchanges = read();
  const listeners = new Set<() => void>();

  function read(): readonly Exchange[] {
    try {
      const kept = JSON.parse(storage.getItem(key) ?? '[]') as readonly Exchange[];
      // Nobody waits for these answers any more.
      return kept.map((one) => (one.state === 'asking' ? { ...one, state: 'failed' } : one));
    } catch {
      return [];
    }
  }

  function set(next: readonly Exchange[]): void {
    exchanges = next.slice(-KEPT);
    for (const told of listeners) told();
    try {
      // What went wrong is no plain object; the state tells that something did.
      storage.setItem(key, JSON.stringify(exchanges.map((one) => ({ ...one, error: undefined }))));
    } catch {
      // A full storage costs no more than what a reload would have brought back.
    }
  }

  return {
    get: () => exchanges,
    subscribe(told) {
      listeners.add(told);
      return () => void listeners.delete(told);
    },
    add: (exchange) => set([...exchanges, exchange]),
    change: (id, change) =>
      set(exchanges.map((one) => (one.id === id ? { ...one, ...change } : one))),
    forget: (chat) => set(exchanges.filter((one) => one.chat !== chat)),
  };
}
