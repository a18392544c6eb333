import type { Language } from '../triggers/index.ts';
import type { BuiltReply } from './built-reply.ts';
import { plainText } from './message-text.ts';
import { paginate } from './paginate.ts';
import { say } from './say.ts';

/**
 * A question asked back, its choices numbered directly before their names, to be answered by a number.
 *
 * @param key `didYouMean` for a name that is unknown, `whichSource` for a tag of several, `tagsFound` for a search
 * @param choices in the order the numbers stand for; after a name may follow what it is
 * @param about what the person wrote
 */
export function choicesReply(
  key: 'didYouMean' | 'whichSource' | 'tagsFound',
  choices: readonly (string | { readonly name: string; readonly note?: string })[],
  language: Language,
  about: { readonly text: string },
): BuiltReply {
  const rows = choices.map((choice, index) => {
    const { name, note } = typeof choice === 'string' ? { name: choice, note: '' } : choice;
    const extra = note ? ` – ${plainText(note, 60)}` : '';
    return { text: `${index + 1}. ${plainText(name, 100)}${extra}` };
  });
  const question = say(language, key, { text: plainText(about.text, 60) });
  return paginate({
    language,
    head: [{ text: question }],
    rows,
    foot: [{ text: say(language, 'chooseNumber') }],
  });
}
