import {
  type AnyMessageContent,
  generateWAMessage,
  type WAMediaUploadFunction,
  type WAMessage,
  type WAMessageContent,
} from 'baileys';
import type { CarriedPart } from '../calls.ts';
import { whatsappUnknownAddress } from '../whatsapp-web.errors.ts';
import { keyOf } from './message-id.ts';

/** What Baileys would otherwise make by itself, with a native module: no small picture is shown before the real one. */
const NO_THUMBNAIL = '';

/** Uploads the file, if there is one, and makes the message. Links in texts are never looked up. */
export async function outgoingContent(
  part: CarriedPart,
  to: {
    readonly jid: string;
    readonly stanzaId: string;
    readonly userJid: string;
    readonly upload: WAMediaUploadFunction;
  },
): Promise<WAMessageContent> {
  const quoted = quotedBy(part);
  const message = await generateWAMessage(to.jid, contentOf(part), {
    userJid: to.userJid,
    upload: to.upload,
    messageId: to.stanzaId,
    ...(quoted && { quoted }),
  });
  return message.message ?? {};
}

function contentOf({ content }: CarriedPart): AnyMessageContent {
  switch (content.kind) {
    case 'text':
      return { text: content.text };
    case 'reaction': {
      const key = keyOf(content.to);
      if (key === undefined) throw whatsappUnknownAddress(content.to);
      return { react: { text: content.emoji, key } };
    }
    case 'picture':
      return {
        image: Buffer.from(content.bytes),
        mimetype: content.mimeType,
        jpegThumbnail: NO_THUMBNAIL,
        ...(content.caption && { caption: content.caption }),
      };
    case 'document':
      return {
        document: Buffer.from(content.bytes),
        mimetype: content.mimeType,
        fileName: content.fileName,
        ...(content.caption && { caption: content.caption }),
      };
  }
}

function quotedBy({ replyTo }: CarriedPart): WAMessage | undefined {
  const key = replyTo && keyOf(replyTo.id);
  return key && { key, message: { conversation: replyTo.text } };
}
