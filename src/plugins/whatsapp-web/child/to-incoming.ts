import { areJidsSameUser, isJidGroup, type proto } from 'baileys';
import type { IncomingMessage } from '#sdk';
import { addressOf } from './addresses.ts';
import { contentOf } from './message-content.ts';
import { transportIdOf } from './message-id.ts';
import type { Me, ReadEntry } from './read-entry.ts';

/** A stanza's content as a message; undefined when a person wrote nothing with it. */
export function toIncoming(read: ReadEntry, me: Me): IncomingMessage | undefined {
  const { key, chat, sender, aliases, pushName, sentAt, message } = read;
  const content = contentOf(message);
  if (content === undefined) return undefined;
  const isGroup = isJidGroup(chat) === true;
  return {
    id: transportIdOf(key),
    chat: isGroup ? (addressOf(chat) ?? chat) : sender,
    sender,
    senderAliases: aliases,
    ...(pushName && { senderName: pushName }),
    text: content.text,
    ...(content.attachment && { attachment: content.attachment }),
    mentionsBot: !isGroup || isMeant(content.context, me),
    sentAt,
  };
}

/** Whether a message of a group mentions this number, by either of its names, or answers it. */
function isMeant(context: proto.IContextInfo | undefined, me: Me): boolean {
  const isMe = (jid: string | null | undefined) =>
    Boolean(jid) &&
    (areJidsSameUser(jid ?? undefined, me.id) || areJidsSameUser(jid ?? undefined, me.lid));
  if (context?.mentionedJid?.some(isMe)) return true;
  return Boolean(context?.stanzaId) && isMe(context?.participant);
}
