import type { OutgoingContent } from '#sdk';
import { cloudWrongContent } from '../whatsapp-cloud.errors.ts';
import type { Media, Uploaded } from './create-media.ts';
import { textBody } from './text-body.ts';

export const CAPTION_MAX = 1_024;

/** What a message says, as the Graph API wants it; its file is uploaded on the way. */
export async function contentBody(
  content: OutgoingContent,
  media: Media,
  chooseLabel: string,
  signal: AbortSignal,
): Promise<{ readonly body: Readonly<Record<string, unknown>>; readonly file?: Uploaded }> {
  switch (content.kind) {
    case 'text':
      return { body: textBody(content.text, content.choices ?? [], chooseLabel) };
    case 'reaction':
      return {
        body: { type: 'reaction', reaction: { message_id: content.to, emoji: content.emoji } },
      };
    case 'picture':
    case 'document': {
      if (content.caption.length > CAPTION_MAX) {
        throw cloudWrongContent(
          `WhatsApp takes ${CAPTION_MAX} characters below a file. Send the text apart.`,
        );
      }
      const file = await media.upload(content.file, signal);
      const caption = content.caption === '' ? {} : { caption: content.caption };
      const isImage = content.kind === 'picture' && content.file.mimeType.startsWith('image/');
      const body = isImage
        ? { type: 'image', image: { id: file.id, ...caption } }
        : {
            type: 'document',
            document: { id: file.id, filename: content.file.fileName, ...caption },
          };
      return { body, file };
    }
  }
}
