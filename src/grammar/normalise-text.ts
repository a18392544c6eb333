const MARKS = '*_~`';

/** Zero-width characters, direction marks, soft hyphens, variation selectors: they change nothing one can see. */
const INVISIBLE = /[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
const CONTROL = /[\p{Cc}\p{Zl}\p{Zp}]/gu;
/** WhatsApp writes a mention as `@` and the number or id of whom it names. */
const MENTION = /(?<![^\s*_~`(])@\d{5,20}(?!\p{L})/gu;

/**
 * The text of a message as the grammar reads it: no marks one cannot see, no mention of the bot, white space folded,
 * WhatsApp's `*`, `_`, `~` and `` ` `` around it dropped. Doing it twice changes nothing. Linear in the text's length.
 *
 * Marks are dropped in pairs only: `*-8h` begins with one that means "now".
 *
 * @param botNames names the bot is mentioned by besides `@` and digits, such as `plantline`
 */
export function normaliseText(text: string, botNames: readonly string[] = []): string {
  let said = text
    .toWellFormed()
    .normalize('NFC')
    .replaceAll(CONTROL, ' ')
    .replaceAll(INVISIBLE, '')
    .replaceAll(MENTION, ' ');
  for (const name of botNames) said = dropMention(said, name);
  return unwrap(said.replaceAll(/\s+/gu, ' ')).normalize('NFC');
}

function dropMention(said: string, name: string): string {
  if (name === '') return said;
  const literal = name.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`);
  return said.replaceAll(new RegExp(`(?<![^\\s*_~\`(])@${literal}(?![\\p{L}\\p{N}])`, 'giu'), ' ');
}

function unwrap(said: string): string {
  let start = 0;
  let end = said.length;
  for (;;) {
    while (start < end && said[start] === ' ') start += 1;
    while (start < end && said[end - 1] === ' ') end -= 1;
    const mark = said[start] ?? '';
    const isPair = end - start >= 2 && mark === said[end - 1] && MARKS.includes(mark);
    if (!isPair) return said.slice(start, end);
    start += 1;
    end -= 1;
  }
}
