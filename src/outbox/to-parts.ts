import type { OutgoingContent, OutgoingFile, OutgoingPart, TransportCapabilities } from '#sdk';
import { type OutgoingMessage, PRIORITY } from './outgoing-message.ts';
import { splitNumbered } from './split-text.ts';

/** Room for the line that says that a message is late: with it a text is cut at the same places as without. */
const LATE_LINE_MAX = 200;

export type PartsOf = {
  readonly message: OutgoingMessage;
  readonly capabilities: TransportCapabilities;
  /** One for each media of the message; undefined when there is no such file any more. */
  readonly files: readonly (OutgoingFile | undefined)[];
  /** Says first that the message is late. It is left out once a part was sent, or may have been. */
  readonly lateLine?: string | undefined;
  /** What stands in place of a file that cannot be sent. */
  readonly leftOutLine: (fileName: string) => string;
  readonly replyTo?: OutgoingPart['replyTo'];
};

/**
 * A row of the outbox as messages on the wire, by what the transport can do: a text that is too long in numbered
 * parts, files after the text or with it as their caption. What comes at each place is the same on every try, so that
 * a row half sent goes on where it was.
 */
export function toParts(row: PartsOf): readonly OutgoingPart[] {
  const { message, capabilities, replyTo } = row;
  const isFresh = message.partsSent === 0 && !message.isInDoubt;
  const room = Math.min(roomOf(capabilities.textMax), roomOf(capabilities.captionMax));
  const late = isFresh ? (row.lateLine ?? '').slice(0, room - 2) : '';
  const contents = contentsOf(row, late);
  return contents.map((content, index) => ({
    key: `${message.id}.${index}`,
    chat: message.recipient,
    content,
    isAlarm: message.priority >= PRIORITY.alarm,
    isInDoubt: message.isInDoubt && index === message.partsSent,
    ...(index === 0 && replyTo && capabilities.quotes && { replyTo }),
  }));
}

function contentsOf(row: PartsOf, late: string): readonly OutgoingContent[] {
  const { message, capabilities, files } = row;
  const { text, choices, media } = message;
  const lead = late === '' ? '' : `${late}\n\n`;
  const asFiles = media.map((item, index) => ({
    file: files[index],
    name: item.fileName ?? item.url.split('/').at(-1) ?? '',
  }));
  const [first, ...others] = asFiles;
  const isCaption =
    first !== undefined &&
    choices.length === 0 &&
    text.length <= capabilities.captionMax - roomOf(capabilities.captionMax);
  const rest = isCaption ? others : asFiles;
  const withoutText = rest.map((item) => fileContent(row, item, ''));
  if (isCaption) return [fileContent(row, first, lead + text), ...withoutText];
  const texts = textsOf(row, lead, withoutText.length);
  return [
    ...texts.map((part, index): OutgoingContent => ({
      kind: 'text',
      text: index === 0 ? lead + part : part,
      ...(choices.length > 0 && index === texts.length - 1 && { choices }),
    })),
    ...withoutText,
  ];
}

/**
 * A text that just fits is one part, but for when it is late: then it is cut to make room for the line. A row that
 * was sent in part tells by the number of its parts how it was cut.
 */
function textsOf(row: PartsOf, lead: string, others: number): readonly string[] {
  const { message, capabilities } = row;
  const { text, partsSent, parts } = message;
  const max = capabilities.textMax;
  const wasCut = partsSent > 0 && parts > 1 + others;
  if (lead.length + text.length <= max && !wasCut) return [text];
  return splitNumbered(text, max - roomOf(max));
}

function fileContent(
  { capabilities, leftOutLine }: PartsOf,
  { file, name }: { readonly file: OutgoingFile | undefined; readonly name: string },
  caption: string,
): OutgoingContent {
  const mimeType = file?.mimeType.split(';')[0] ?? '';
  const maxBytes = capabilities.media[mimeType] ?? 0;
  if (!file || file.sizeBytes > maxBytes) {
    const line = leftOutLine(file?.fileName ?? name);
    return { kind: 'text', text: caption === '' ? line : `${caption}\n\n${line}` };
  }
  return { kind: mimeType.startsWith('image/') ? 'picture' : 'document', file, caption };
}

function roomOf(max: number): number {
  return Math.min(LATE_LINE_MAX, Math.floor(max / 4));
}
