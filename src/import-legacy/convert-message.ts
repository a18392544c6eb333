import { type ImportedMessage, phoneOfAddress } from '../chat/index.ts';
import { contactIn } from './contact-in.ts';
import { legacyInstant } from './legacy-instant.ts';
import { LONGEST_TEXT, type LegacyRow } from './open-legacy-file.ts';
import { plainAddress } from './plain-address.ts';
import { readJson, textOf } from './read-json.ts';

export type ConvertedMessage = {
  readonly message: ImportedMessage;
  readonly notes: readonly string[];
  /** Written in a group without mentioning anybody, so never a question. */
  readonly isChatter: boolean;
};

/** Longer ones are hardly texts: the predecessor kept whole pictures in the place of one. */
const LONG_TEXT = 20_000;

/**
 * A message that came in, as it is kept here: dealt with, whatever its status said, so that nobody is answered months
 * later. Old ones say less of themselves.
 *
 * @returns undefined for a row without an id or a sender
 */
export function convertMessage(
  row: LegacyRow,
  contactOf: (address: string) => string | undefined,
  now: Date,
): ConvertedMessage | undefined {
  const id = textOf(row['id']);
  const sender = textOf(row['sender']);
  if (id === undefined || sender === undefined) return undefined;
  const metadata = readJson(row['metadata']) ?? {};
  const contact = contactIn(metadata);
  const content =
    typeof row['content'] === 'string' ? row['content'] : String(row['content'] ?? '');
  const isGroup = metadata['isGroup'] === true || sender.endsWith('@g.us');
  const isChatter = isGroup && !/@\d{5,}/u.test(content);
  const isSpam = metadata['spam'] === true;
  const seconds = typeof metadata['timestamp'] === 'number' ? metadata['timestamp'] : null;
  const writtenAt = legacyInstant(row['created_at']) ?? legacyInstant(seconds);
  const at = writtenAt ?? now;
  const senderName = textOf(contact['name']);
  const address = plainAddress(sender);
  const shown = phoneOfAddress(address) ?? address;
  return {
    message: {
      id,
      type: textOf(row['type']) ?? 'chat',
      content,
      sender: shown,
      recipient: textOf(row['recipient']) ?? null,
      // The predecessor lost which group it was.
      chat: isGroup ? null : shown,
      contactId: contactOf(address) ?? null,
      status: isSpam ? 'spam' : isChatter ? 'ignored' : 'processed',
      receivedAt: at,
      processedAt: legacyInstant(row['processed_at']) ?? at,
      metadata: {
        ...(senderName !== undefined && { senderName }),
        mentionsBot: !isChatter,
        sentAt: (legacyInstant(seconds) ?? at).toISOString(),
        ...(metadata['hasMedia'] === true && { attachment: attachmentOf(textOf(row['type'])) }),
        predecessor: {
          isGroup,
          ...(isSpam && { spamReason: textOf(metadata['spamReason']) ?? null }),
        },
      },
    },
    notes: [
      ...(content.length >= LONGEST_TEXT
        ? [`Its text was longer than ${LONGEST_TEXT} characters and was cut there.`]
        : []),
      ...(content.length > LONG_TEXT && content.length < LONGEST_TEXT
        ? [
            'Is very long: most likely a file, which the predecessor kept in the place of a text. It was kept whole.',
          ]
        : []),
      ...(writtenAt
        ? []
        : ['Its time could not be read: the time of the import stands in its place.']),
    ],
    isChatter,
  };
}

function attachmentOf(type: string | undefined): string {
  const kinds: Readonly<Record<string, string>> = {
    image: 'picture',
    video: 'video',
    ptt: 'voice',
    audio: 'voice',
    document: 'document',
    sticker: 'sticker',
    location: 'location',
    vcard: 'contact',
  };
  return kinds[type ?? ''] ?? 'other';
}
