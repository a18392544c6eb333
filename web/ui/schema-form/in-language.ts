import { hasText } from '../../app/has-text.ts';
import type { Language } from '../../app/languages.ts';
import { translate } from '../../app/translate.ts';
import { sourceFieldsTexts } from '../../texts/source-fields.ts';
import type { JsonSchema } from './json-schema.ts';

/** A plugin's schema with its titles and descriptions in the language shown, as far as there are words for them. */
export function inLanguage(schema: JsonSchema, at: string, language: Language): JsonSchema {
  const words = (key: string): string | undefined =>
    hasText(sourceFieldsTexts, key) ? translate(sourceFieldsTexts, language, key) : undefined;
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
          inLanguage(field, `${at}.${name}`, language),
        ]),
      ),
    }),
    ...(schema.items && { items: inLanguage(schema.items, at, language) }),
  };
}
