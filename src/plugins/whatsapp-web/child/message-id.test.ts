import { expect, test } from 'vitest';
import { keyOf, stanzaIdOf, transportIdOf } from './message-id.ts';

test('the same id of WhatsApp from two people, or in two chats, is two messages', () => {
  const ids = [
    { remoteJid: '6281@s.whatsapp.net', id: '3A' },
    { remoteJid: '6282:7@s.whatsapp.net', id: '3A' },
    { remoteJid: '1@g.us', participant: '6281@s.whatsapp.net', id: '3A' },
    { remoteJid: '1@g.us', participant: '222@lid', id: '3A' },
  ].map(transportIdOf);
  expect(new Set(ids).size).toBe(4);
});

test('a message is found again by its id, and nothing by what is no id', () => {
  const key = { remoteJid: '1@g.us', participant: '222@lid', id: '3A', fromMe: false };
  expect(keyOf(transportIdOf(key))).toEqual(key);
  expect(keyOf(transportIdOf({ remoteJid: '222@lid', id: '3A' }))).toEqual({
    remoteJid: '222@lid',
    id: '3A',
    fromMe: false,
  });
  for (const id of ['', 'wamid.1', 'a/b/c/d', '1@g.us/']) expect(keyOf(id)).toBeUndefined();
});

test('a part has the same id on every try, and another one in another store', () => {
  expect(stanzaIdOf('17.0', 'a')).toMatch(/^3EB0[0-9A-F]{18}$/);
  expect(stanzaIdOf('17.0', 'a')).toBe(stanzaIdOf('17.0', 'a'));
  expect(stanzaIdOf('17.0', 'a')).not.toBe(stanzaIdOf('17.0', 'b'));
  expect(stanzaIdOf('17.0', 'a')).not.toBe(stanzaIdOf('17.1', 'a'));
});
