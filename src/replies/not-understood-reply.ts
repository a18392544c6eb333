import type { Language } from '../triggers/index.ts';
import type { BuiltReply } from './built-reply.ts';
import { bold, plainText } from './message-text.ts';
import { say } from './say.ts';

const NAMES_SHOWN = 3;

/**
 * The last resort: it names what would work.
 *
 * @param text what the person wrote; empty for a picture, a sticker or blanks
 * @param names that the contact may use, the ones to suggest first
 */
export function notUnderstoodReply(
  text: string,
  names: readonly string[],
  language: Language,
): BuiltReply {
  const shown = plainText(text, 60);
  const what =
    shown === '' ? say(language, 'emptyMessage') : say(language, 'notUnderstood', { text: shown });
  const examples = names.slice(0, NAMES_SHOWN).map((name) => bold(plainText(name, 60)));
  const next =
    examples.length > 0
      ? say(language, 'tryNames', { names: examples.join(', ') })
      : say(language, 'tryHelp');
  return { text: `${what}\n${next}`, facts: [] };
}
