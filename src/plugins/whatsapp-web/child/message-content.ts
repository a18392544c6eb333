import { normalizeMessageContent, type proto, type WAMessageContent } from 'baileys';
import type { Attachment } from '#sdk';

/** What a person put into a message. */
export interface MessageContent {
  readonly text: string;
  readonly attachment?: Attachment;
  readonly context?: proto.IContextInfo | undefined;
}

const ATTACHMENTS: readonly (readonly [keyof WAMessageContent, Attachment])[] = [
  ['imageMessage', 'picture'],
  ['videoMessage', 'video'],
  ['ptvMessage', 'video'],
  ['audioMessage', 'voice'],
  ['documentMessage', 'document'],
  ['stickerMessage', 'sticker'],
  ['lottieStickerMessage', 'sticker'],
  ['locationMessage', 'location'],
  ['liveLocationMessage', 'location'],
  ['contactMessage', 'contact'],
  ['contactsArrayMessage', 'contact'],
  ['pollCreationMessage', 'other'],
  ['pollCreationMessageV2', 'other'],
  ['pollCreationMessageV3', 'other'],
  ['eventMessage', 'other'],
  ['productMessage', 'other'],
  ['orderMessage', 'other'],
  ['groupInviteMessage', 'other'],
];

/** Undefined when a person wrote nothing: keys, reactions, edits, votes and other traffic between devices. */
export function contentOf(
  message: WAMessageContent | null | undefined,
): MessageContent | undefined {
  const content = normalizeMessageContent(message);
  if (!content) return undefined;
  if (content.conversation) return { text: content.conversation };
  const written = writtenIn(content);
  if (written) return { text: written.text, context: written.context ?? undefined };
  for (const [name, attachment] of ATTACHMENTS) {
    const part = content[name] as Captioned | null | undefined;
    if (part)
      return { text: part.caption ?? '', attachment, context: part.contextInfo ?? undefined };
  }
  return undefined;
}

interface Captioned {
  readonly caption?: string | null;
  readonly contextInfo?: proto.IContextInfo | null;
}

interface Written {
  readonly text: string;
  readonly context?: proto.IContextInfo | null | undefined;
}

function writtenIn(content: proto.IMessage): Written | undefined {
  const { extendedTextMessage: extended, buttonsResponseMessage: button } = content;
  const { listResponseMessage: list, templateButtonReplyMessage: template } = content;
  if (extended?.text) return { text: extended.text, context: extended.contextInfo };
  if (button) return { text: button.selectedDisplayText ?? '', context: button.contextInfo };
  if (list) return { text: list.title ?? '', context: list.contextInfo };
  if (template) return { text: template.selectedDisplayText ?? '', context: template.contextInfo };
  return undefined;
}
