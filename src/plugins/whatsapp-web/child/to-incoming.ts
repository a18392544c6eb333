import {
  areJidsSameUser,
  decodeMessageNode,
  isJidBroadcast,
  isJidGroup,
  isJidNewsletter,
  isLidUser,
  isPnUser,
  proto,
  unpadRandomMax16,
  type WAMessageKey,
} from 'baileys';
import type { IncomingMessage } from '#sdk';
import { addressOf } from './addresses.ts';
import type { InboxEntry } from './inbox.ts';
import { contentOf } from './message-content.ts';
import { transportIdOf } from './message-id.ts';

/** The linked number, as a phone and as a LID. */
export interface Me {
  readonly id: string;
  readonly lid: string;
}

/** The other name of the same user, where it is known. */
export type OtherJid = (jid: string) => Promise<string | undefined>;

/** A kept stanza as a message; undefined for what no person wrote to us. */
export async function toIncoming(
  entry: InboxEntry,
  me: Me,
  otherJid: OtherJid,
): Promise<IncomingMessage | undefined> {
  const { fullMessage } = decodeMessageNode(
    { tag: 'message', attrs: { ...entry.attrs } },
    me.id,
    me.lid,
  );
  const { key, pushName, messageTimestamp } = fullMessage;
  const chat = key.remoteJid;
  if (key.fromMe || !chat || isJidBroadcast(chat) || isJidNewsletter(chat)) return undefined;

  const bytes = unpadRandomMax16(Buffer.from(entry.plaintext, 'base64'));
  const content = contentOf(proto.Message.decode(bytes));
  if (content === undefined) return undefined;

  const isGroup = isJidGroup(chat) === true;
  const { sender, aliases } = await senderOf(key, otherJid);
  if (sender === undefined) return undefined;
  return {
    id: transportIdOf(key),
    chat: isGroup ? (addressOf(chat) ?? chat) : sender,
    sender,
    senderAliases: aliases,
    ...(pushName && { senderName: pushName }),
    text: content.text,
    ...(content.attachment && { attachment: content.attachment }),
    mentionsBot: !isGroup || isMeant(content.context, me),
    sentAt: new Date(Number(messageTimestamp) * 1000),
  };
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

/** Whether a message of a group mentions this number, by either of its names, or answers it. */
function isMeant(context: proto.IContextInfo | undefined, me: Me): boolean {
  const isMe = (jid: string | null | undefined) =>
    Boolean(jid) &&
    (areJidsSameUser(jid ?? undefined, me.id) || areJidsSameUser(jid ?? undefined, me.lid));
  if (context?.mentionedJid?.some(isMe)) return true;
  return Boolean(context?.stanzaId) && isMe(context?.participant);
}
