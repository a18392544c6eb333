import type { Contact } from '../chat/index.ts';
import { Language } from '../triggers/index.ts';
import { chooseLanguage, detectLanguage } from '../grammar/index.ts';

/**
 * The language to answer in: that of the question's own words when they tell, then the contact's choice, then that of
 * an Indonesian name (`beban u1`; an English one tells nothing, since plants everywhere use them), then the site's.
 *
 * @param words the message without the name it asks for
 * @param name the trigger, group or tag asked for
 */
export function languageOf(
  asked: { readonly contact: Pick<Contact, 'language'>; readonly defaultLanguage: Language },
  words: string,
  name = '',
): Language {
  const chosen = Language.safeParse(asked.contact.language).data ?? null;
  const fallback = detectLanguage(name) === 'id' ? 'id' : asked.defaultLanguage;
  return chooseLanguage({ question: words, contact: chosen, fallback });
}
