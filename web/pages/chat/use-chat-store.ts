import { useSyncExternalStore } from 'react';
import { useUser } from '../../app/session.ts';
import { createChatStore } from './create-chat-store.ts';
import type { ChatStore } from './create-chat-store.ts';
import type { Exchange } from './exchange.ts';

/** They live as long as the tab, so that an answer finds its place when the page was left meanwhile. */
const stores = new Map<string, ChatStore>();

/** What the signed-in user said here, and the store that keeps it. */
export function useChatStore(): {
  readonly store: ChatStore;
  readonly exchanges: readonly Exchange[];
} {
  const { id } = useUser();
  const store = storeOf(`plantline.chat.${id}`);
  return { store, exchanges: useSyncExternalStore(store.subscribe, store.get) };
}

function storeOf(key: string): ChatStore {
  const store = stores.get(key) ?? createChatStore(sessionStorage, key);
  stores.set(key, store);
  return store;
}
