import { widthOf } from './message-text.ts';

/** Characters across a phone. */
const PHONE_WIDTH = 40;
const LABEL_WIDTH_MAX = 15;
const CONTENT_WIDTH_MIN = 18;

/** A label as it stands in its column, marked when its line tells of trouble. */
export function alignLabel(label: string, isOk: boolean): string {
  return isOk ? label : `⚠ ${label}`;
}

/** The width of the column that holds these labels; longer ones stick out of it. */
export function labelWidth(labels: readonly string[]): number {
  return Math.min(Math.max(0, ...labels.map(widthOf)), LABEL_WIDTH_MAX);
}

/** A label and, beside it, pieces of text that are wrapped between each other, later lines under the first. */
export function hang(label: string, width: number, chunks: readonly string[]): string {
  const indent = ' '.repeat(width + 2);
  const room = Math.max(PHONE_WIDTH - indent.length, CONTENT_WIDTH_MIN);
  const gap = ' '.repeat(Math.max(2, indent.length - widthOf(label)));
  const lines = wrap(chunks, room, Math.max(room - Math.max(0, widthOf(label) - width), 0));
  const [first = '', ...others] = lines;
  return [`${label}${gap}${first}`.trimEnd(), ...others.map((line) => indent + line)].join('\n');
}

function wrap(chunks: readonly string[], room: number, firstRoom: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const chunk of chunks) {
    const limit = lines.length === 0 ? firstRoom : room;
    const longer = line === '' ? chunk : `${line} ${chunk}`;
    if (line !== '' && widthOf(longer) > limit) {
      lines.push(line);
      line = chunk;
    } else {
      line = longer;
    }
  }
  return [...lines, line];
}
