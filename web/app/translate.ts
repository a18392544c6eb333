import { createInstance } from 'i18next';
import type { Catalogue, Texts } from './define-texts.ts';
import { LANGUAGES } from './languages.ts';
import type { Language } from './languages.ts';

type CountedStem<K> = K extends `${infer Stem}_one` ? Stem : never;
type Whole<K, All> = K extends `${infer Stem}_one`
  ? Stem
  : K extends `${infer Stem}_other`
    ? Stem extends CountedStem<All>
      ? never
      : K
    : K;

/** A key of a catalogue, or the stem of one that counts. */
export type TextKey<T extends Catalogue> = Whole<keyof T & string, keyof T>;

export type TextValues = Readonly<Record<string, string | number>>;

const i18n = createInstance();

void i18n.init({
  fallbackLng: false,
  resources: {},
  initAsync: false,
  // Error codes are keys too, and they have dots in them.
  keySeparator: false,
  nsSeparator: false,
  // What is shown goes through React, which escapes it.
  interpolation: { escapeValue: false },
});

/** A text in a language, with its values filled in; of one that counts, the form that the language has for `count`. */
export function translate<T extends Catalogue>(
  texts: Texts<T>,
  language: Language,
  key: TextKey<T>,
  values: TextValues = {},
): string {
  const { namespace } = texts;
  if (!i18n.hasResourceBundle(language, namespace)) {
    for (const each of LANGUAGES) i18n.addResourceBundle(each, namespace, texts[each]);
  }
  return i18n.getFixedT(language, namespace)(key as string, { ...values });
}
