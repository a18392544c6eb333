import { type MediaType, normalizeMessageContent, proto } from 'baileys';
import type { Person } from './person.ts';
import type { Received } from './whatsapp-web-control.ts';
import type { World } from './world.ts';

/** Parts of a message that nobody sees. */
const CARRIERS = new Set(['senderKeyDistributionMessage', 'messageContextInfo', 'conversation']);

/** What a phone shows of a message; nothing of one that only carries keys. */
export async function toReceived(
  world: World,
  person: Person,
  chat: string,
  id: string,
  message: proto.IMessage,
): Promise<Received | undefined> {
  const content = normalizeMessageContent(message);
  if (content === undefined || content.protocolMessage) return undefined;
  const { imageMessage, documentMessage, extendedTextMessage, reactionMessage } = content;
  const context = (imageMessage ?? documentMessage ?? extendedTextMessage)?.contextInfo;
  const text =
    content.conversation ??
    extendedTextMessage?.text ??
    imageMessage?.caption ??
    documentMessage?.caption ??
    '';
  const kind = kindOf(content, text);
  if (kind === undefined) return undefined;
  const media = imageMessage ?? documentMessage;
  return {
    to: `+${person.number}`,
    chat,
    id,
    text,
    kind,
    mentions: context?.mentionedJid ?? [],
    ...(context?.stanzaId && { quotes: context.stanzaId }),
    ...(reactionMessage && {
      reaction: { to: reactionMessage.key?.id ?? '', emoji: reactionMessage.text ?? '' },
    }),
    ...(media && {
      file: {
        mimeType: media.mimetype ?? '',
        fileName: documentMessage?.fileName ?? '',
        base64: await readFile(world, media, imageMessage ? 'image' : 'document'),
      },
    }),
    at: new Date().toISOString(),
    message: proto.Message.fromObject(message).toJSON(),
  };
}

function kindOf(content: proto.IMessage, text: string): Received['kind'] | undefined {
  if (content.imageMessage) return 'picture';
  if (content.documentMessage) return 'document';
  if (content.reactionMessage) return 'reaction';
  if (text !== '') return 'text';
  const parts = Object.keys(content).filter((part) => !CARRIERS.has(part));
  return parts.length > 0 ? 'other' : undefined;
}

async function readFile(
  world: World,
  media: { directPath?: string | null; mediaKey?: Uint8Array | null },
  type: MediaType,
): Promise<string> {
  try {
    const bytes = await world.media.read(
      media.directPath ?? '',
      media.mediaKey ?? new Uint8Array(),
      type,
    );
    return bytes.toString('base64');
  } catch (error) {
    // The phone shows the message all the same, with a file that cannot be opened.
    world.counters.failures.push(`A file could not be fetched: ${(error as Error).message}`);
    return '';
  }
}
