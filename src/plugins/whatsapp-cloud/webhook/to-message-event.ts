import type { Attachment, IncomingMessage } from '#sdk';
import { personIdAddress, phoneAddress } from '../addresses.ts';
import type { Contact, Message } from './webhook-shapes.ts';

/** What a message of a webhook means. `touch`: it says nothing, and shows that the person is there. */
export type MessageEvent =
  | { readonly kind: 'message'; readonly message: IncomingMessage }
  | { readonly kind: 'touch'; readonly addresses: readonly string[]; readonly at: Date }
  | {
      readonly kind: 'reaction';
      /** The network's id of the message it is at. */
      readonly to: string;
      /** The sender's first. */
      readonly addresses: readonly [string, ...string[]];
      readonly emoji: string | null;
      readonly at: Date;
    }
  | { readonly kind: 'moved'; readonly from: string; readonly to: string };

const ATTACHMENTS: Readonly<Record<string, Attachment>> = {
  image: 'picture',
  video: 'video',
  audio: 'voice',
  document: 'document',
  sticker: 'sticker',
  location: 'location',
  contacts: 'contact',
};

/** Kinds that ask nothing: answering a thumb would be a nuisance. */
const WITHOUT_WORDS = new Set(['reaction', 'request_welcome', 'ephemeral']);

/** Undefined when it is nobody's, or of a group: the Cloud API's groups are not supported. */
export function toMessageEvent(
  message: Message,
  contacts: readonly Contact[],
  now: Date,
): MessageEvent | undefined {
  if (message.type === 'system') return toMove(message);
  if (message.group_id !== undefined) return undefined;
  const contact = contactOf(message, contacts);
  const [sender, ...senderAliases] = addressesOf(message, contact);
  if (sender === undefined) return undefined;
  const at = message.timestamp === undefined ? now : new Date(message.timestamp * 1_000);
  if (message.type === 'reaction' && message.reaction) {
    const { message_id: to, emoji } = message.reaction;
    // No emoji at all is how it tells that one was taken back.
    return {
      kind: 'reaction',
      to,
      addresses: [sender, ...senderAliases],
      emoji: emoji || null,
      at,
    };
  }
  if (WITHOUT_WORDS.has(message.type)) {
    return { kind: 'touch', addresses: [sender, ...senderAliases], at };
  }
  const said = textOf(message);
  const attachment = said === undefined ? (ATTACHMENTS[message.type] ?? 'other') : undefined;
  const senderName = contact?.profile.name;
  return {
    kind: 'message',
    message: {
      id: message.id,
      chat: sender,
      sender,
      ...(senderAliases.length > 0 && { senderAliases }),
      ...(senderName !== undefined && { senderName }),
      text: said ?? captionOf(message),
      ...(attachment && { attachment }),
      mentionsBot: true,
      sentAt: at,
    },
  };
}

function toMove({ system }: Message): MessageEvent | undefined {
  const from = personIdAddress(system?.previous_user_id);
  const to = personIdAddress(system?.user_id);
  return from && to && from !== to ? { kind: 'moved', from, to } : undefined;
}

/** The person's entry beside the messages; one without any mark is the sender's where it is the only one. */
function contactOf(message: Message, contacts: readonly Contact[]): Contact | undefined {
  const { from, from_user_id: userId } = message;
  return (
    contacts.find(({ user_id }) => user_id !== undefined && user_id === userId) ??
    contacts.find(({ wa_id }) => wa_id !== undefined && wa_id === from) ??
    (from === undefined && userId === undefined && contacts.length === 1 ? contacts[0] : undefined)
  );
}

/** The phone first where the network tells it, since people are let in by it. */
function addressesOf(message: Message, contact: Contact | undefined): readonly string[] {
  const phones = [phoneAddress(message.from), phoneAddress(contact?.wa_id)];
  const ids = [message.from_user_id, contact?.user_id, message.from].map(personIdAddress);
  return [...new Set([...phones, ...ids].filter((address) => address !== undefined))];
}

/** What was said, by words or by a tap: a button's id is what it says. Undefined when it was something else. */
function textOf(message: Message): string | undefined {
  const { text, button, interactive } = message;
  switch (message.type) {
    case 'text':
      return text?.body;
    case 'button':
      return button?.payload ?? button?.text;
    case 'interactive': {
      const reply = interactive?.button_reply ?? interactive?.list_reply;
      return reply?.id ?? reply?.title;
    }
    default:
      return undefined;
  }
}

function captionOf({ image, video, document }: Message): string {
  return (image ?? video ?? document)?.caption ?? '';
}
