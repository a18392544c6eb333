import {
  decodeMessageNode,
  isJidBroadcast,
  isJidNewsletter,
  isLidUser,
  isPnUser,
  proto,
  unpadRandomMax16,
  type WAMessageKey,
} from 'baileys';
import { addressOf } from './addresses.ts';
import type { InboxEntry } from './inbox.ts';

/** The linked number, as a phone and as a LID. */
export interface Me {
  readonly id: string;
  readonly lid: string;
}

/** The other name of the same user, where it is known. */
export type OtherJid = (jid: string) => Promise<string | undefined>;

/** What a kept stanza holds, and who sent it in which chat. */
export interface ReadEntry {
  readonly key: WAMessageKey;
  /** The chat's jid. */
  readonly chat: string;
  readonly sender: string;
  readonly aliases: readonly string[];
  readonly pushName: string | undefined;
  readonly sentAt: Date;
  readonly message: proto.Message;
}

/** Undefined for what no person sent to us. @throws Error when it cannot be decoded */
export async function readEntry(
  entry: InboxEntry,
  me: Me,
  otherJid: OtherJid,
): Promise<ReadEntry | undefined> {
  const stanza = { tag: 'message', attrs: { ...entry.attrs } };
  const { key, pushName, messageTimestamp } = decodeMessageNode(stanza, me.id, me.lid).fullMessage;
  const chat = key.remoteJid;
  if (key.fromMe || !chat || isJidBroadcast(chat) || isJidNewsletter(chat)) return undefined;
  const bytes = unpadRandomMax16(Buffer.from(entry.plaintext, 'base64'));
  const message = proto.Message.decode(bytes);
  const { sender, aliases } = await senderOf(key, otherJid);
  if (sender === undefined) return undefined;
  const sentAt = new Date(Number(messageTimestamp) * 1000);
  return { key, chat, sender, aliases, pushName: pushName ?? undefined, sentAt, message };
}

async function senderOf(key: WAMessageKey, otherJid: OtherJid) {
  const jid = key.participant ?? key.remoteJid ?? '';
  const other = key.participantAlt ?? key.remoteJidAlt ?? (await otherJid(jid));
  const both = [jid, other].filter((one) => one !== undefined);
  const phone = both.find((one) => isPnUser(one));
  const lid = both.find((one) => isLidUser(one));
  const sender = addressOf(phone ?? lid);
  const alias = phone === undefined ? undefined : addressOf(lid);
  return { sender, aliases: alias === undefined ? [] : [alias] };
}
