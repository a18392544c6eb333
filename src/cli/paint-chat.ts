import { styleText } from 'node:util';

/**
 * A chat message for the terminal: what WhatsApp shows bold, italic or as code is shown so.
 * Where the terminal has no styles, or the output goes elsewhere, the text stays as it is.
 */
export function paintChat(text: string, stream: NodeJS.WriteStream = process.stdout): string {
  if (!stream.isTTY || process.env['NO_COLOR']) return text;
  return text
    .replaceAll(/(?<![\w*])\*(\S(?:[^*\n]*\S)?)\*(?![\w*])/g, (_all, bold: string) =>
      styleText('bold', bold),
    )
    .replaceAll(/(?<!\w)_(\S(?:[^_\n]*\S)?)_(?!\w)/g, (_all, italic: string) =>
      styleText('italic', italic),
    )
    .replaceAll(/```([^`]+)```/g, '$1');
}
