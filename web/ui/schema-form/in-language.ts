import type { Catalogue, Texts } from '../../app/define-texts.ts';
import { hasText } from '../../app/has-text.ts';
import type { Language } from '../../app/languages.ts';
import { translate } from '../../app/translate.ts';
import type { JsonSchema } from './json-schema.ts';

/** A description may name the variable of a WhatsApp template, which is none of the text's own. */
const AS_IT_IS = { 1: '{{1}}' };

/**
 * A plugin's schema with its titles and descriptions in the language shown, as far as the catalogue has words for them.
 *
 * @param at where the words begin in the catalogue, such as the plugin's kind
 */
export function inLanguage(
  schema: JsonSchema,
  at: string,
  language: Language,
  texts: Texts<Catalogue>,
): JsonSchema {
  const words = (key: string): string | undefined =>
    hasText(texts, key) ? translate(texts, language, key, AS_IT_IS) : undefined;
  const title = words(at);
  const description = words(`${at}_says`);
  return {
    ...schema,
    ...(title === undefined ? {} : { title }),
    ...(description === undefined ? {} : { description }),
    ...(schema.properties && {
      properties: Object.fromEntries(
        Object.entries(schema.properties).map(([name, field]) => [
          name,
          inLanguage(field, `${at}.${name}`, language, texts),
        ]),
      ),
    }),
    ...(schema.items && { items: inLanguage(schema.items, at, language, texts) }),
  };
}
