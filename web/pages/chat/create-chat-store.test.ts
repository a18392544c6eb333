import { expect, test } from 'vitest';
import { createChatStore } from './create-chat-store.ts';
import type { Exchange } from './exchange.ts';

function storage() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, text: string) => void kept.set(key, text),
  };
}

const asked: Exchange = {
  id: 'm1',
  chat: '+6281200000001',
  from: '+6281200000001',
  mentionsBot: false,
  text: 'u1 load',
  sentAt: '2026-11-27T07:00:00.000Z',
  state: 'asking',
  replies: [],
  rule: null,
  isKept: true,
};

test('a conversation is there again after a reload, and each user has their own', () => {
  const tab = storage();
  const chat = createChatStore(tab, 'sari');
  chat.add(asked);
  chat.change('m1', { state: 'answered', replies: [{ text: '*424 MW*', media: [] }] });

  const [again] = createChatStore(tab, 'sari').get();
  expect(again).toMatchObject({ state: 'answered', replies: [{ text: '*424 MW*', media: [] }] });
  expect(createChatStore(tab, 'budi').get()).toEqual([]);
});

test('a question whose answer nobody waited for can be asked again after a reload', () => {
  const tab = storage();
  createChatStore(tab, 'sari').add(asked);
  expect(createChatStore(tab, 'sari').get()).toMatchObject([{ id: 'm1', state: 'failed' }]);
});

test('a storage that is broken or full costs the conversation of before, not the page', () => {
  const chat = createChatStore(
    {
      getItem: () => '{',
      setItem: () => {
        throw new Error('full');
      },
    },
    'sari',
  );
  chat.add(asked);
  expect(chat.get()).toEqual([asked]);
});

test('clearing one conversation leaves the others', () => {
  const chat = createChatStore(storage(), 'sari');
  chat.add(asked);
  chat.add({ ...asked, id: 'm2', chat: 'boiler@g.us' });
  chat.forget(asked.chat);
  expect(chat.get().map(({ id }) => id)).toEqual(['m2']);
});
