import { createInstance } from 'i18next';
import type { Language } from '../triggers/index.ts';
import { en } from './texts/en.ts';
import { id } from './texts/id.ts';

type Texts = typeof en;
type Base<Key> = Key extends `${infer Stem}_one` | `${infer Stem}_other` ? Stem : Key;

/** The texts of the catalogue; a text with a singular and a plural is one. */
export type TextKey = Base<keyof Texts>;

type Placeholder<Text> = Text extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | Placeholder<Rest>
  : never;
type TextOf<Key extends TextKey> = Key extends keyof Texts
  ? Texts[Key]
  : `${Key}_other` extends keyof Texts
    ? Texts[`${Key}_other`]
    : never;
type Values<Key extends TextKey> = [Placeholder<TextOf<Key>>] extends [never]
  ? []
  : [values: Readonly<Record<Placeholder<TextOf<Key>>, string | number>>];

// An instance of its own: a global one would be shared with whatever else uses the library in this process.
const texts = createInstance();
void texts.init({
  resources: { en: { translation: en }, id: { translation: id } },
  lng: 'en',
  fallbackLng: false,
  initAsync: false,
  keySeparator: false,
  nsSeparator: false,
  // A chat is not HTML, and `$t(…)` in somebody's text is text.
  interpolation: { escapeValue: false, skipOnVariables: true },
  returnNull: false,
});
const translators = { en: texts.getFixedT('en'), id: texts.getFixedT('id') } as const;

/** One of Plantline's own texts in a language, its placeholders filled in as they are. */
export function say<Key extends TextKey>(
  language: Language,
  key: Key,
  ...[values]: Values<Key>
): string {
  const translate = translators[language] as (key: string, options: object) => string;
  return translate(key, { ...values, nest: false });
}
