/** WhatsApp takes no longer text message (code units). */
export const MESSAGE_LENGTH_MAX = 4096;

const LOOK_ALIKES: Readonly<Record<string, string>> = { '*': '∗', _: 'ˍ', '~': '∼', '`': 'ˋ' };
/** A mark between two letters or digits, as in `U1_LOAD_NET`, formats nothing. */
const ACTIVE_MARK = /(?<![\p{L}\p{N}])[*_~`]|[*_~`](?![\p{L}\p{N}])/gu;
const BOLD_MARK = /(?<![\p{L}\p{N}])\*|\*(?![\p{L}\p{N}])/gu;
/** Marks that change nothing one can see but the direction of what follows them. */
const HIDDEN = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;

/**
 * Somebody else's text on one line, safe inside a reply: control characters and direction marks go, white space is
 * folded, WhatsApp's marks become look-alikes where they would format something, and it is cut to `max` characters.
 */
export function plainText(text: string, max = 200): string {
  const line = text
    .slice(0, max * 4)
    .toWellFormed()
    .replaceAll(/\p{Cc}/gu, ' ')
    .replaceAll(HIDDEN, '')
    .replaceAll(/\s+/gu, ' ')
    .trim()
    .replaceAll(ACTIVE_MARK, (mark) => LOOK_ALIKES[mark] ?? mark);
  return cut(line, max);
}

/** An admin's own lines, marks and all, without control characters and overrides of the writing direction. */
export function ownLines(text: string): readonly string[] {
  return text
    .toWellFormed()
    .split(/\r\n?|\n/)
    .map((line) =>
      line.replaceAll(/\p{Cc}/gu, ' ').replaceAll(/[\u202A-\u202E\u2066-\u2069]/g, ''),
    );
}

/** Bold in WhatsApp. The text must be `plainText`. */
export function bold(text: string): string {
  return text === '' ? '' : `*${text}*`;
}

/** At most `max` code units, never half a character, with `…` where something is missing. */
export function cut(text: string, max: number): string {
  if (text.length <= max) return text;
  return `${text
    .slice(0, max - 1)
    .toWellFormed()
    .replace(/\uFFFD$/, '')}…`;
}

/** The characters a person sees, for lining things up: the marks of `bold` are none. */
export function widthOf(text: string): number {
  return [...text.replaceAll(BOLD_MARK, '')].length;
}
