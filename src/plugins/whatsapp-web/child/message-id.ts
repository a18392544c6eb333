import { createHash } from 'node:crypto';
import { isJidGroup, jidNormalizedUser, type WAMessageKey } from 'baileys';

/**
 * A message's id within the whole transport. WhatsApp's own id is chosen by the sender's phone and says nothing
 * without the chat and, in a group, the sender: two people could make theirs the same.
 */
export function transportIdOf(key: WAMessageKey): string {
  const chat = jidNormalizedUser(key.remoteJid ?? '');
  const sender = isJidGroup(chat) ? `${jidNormalizedUser(key.participant ?? '')}/` : '';
  return `${chat}/${sender}${key.id ?? ''}`;
}

/** The way back, for what refers to a message; undefined for an id that was not made here. */
export function keyOf(transportId: string): WAMessageKey | undefined {
  const parts = transportId.split('/');
  const [chat, ...rest] = parts;
  const id = rest.at(-1);
  if (!chat?.includes('@') || !id || rest.length > 2) return undefined;
  const participant = rest.length === 2 ? rest[0] : undefined;
  return { remoteJid: chat, id, fromMe: false, ...(participant && { participant }) };
}

/**
 * The stanza id of a part: the same on every try, so that a message which goes twice is one for who gets it, and
 * looking like those of WhatsApp Web.
 */
export function stanzaIdOf(partKey: string, salt: string): string {
  const digest = createHash('sha256').update(`${salt} ${partKey}`).digest('hex');
  return `3EB0${digest.slice(0, 18).toUpperCase()}`;
}
