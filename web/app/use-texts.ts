import { useCallback, useSyncExternalStore } from 'react';
import type { Catalogue, Texts } from './define-texts.ts';
import { currentLanguage, onLanguage } from './i18n.ts';
import type { Language } from './languages.ts';
import { translate } from './translate.ts';
import type { TextKey, TextValues } from './translate.ts';

export type { TextKey } from './translate.ts';

export type Translate<T extends Catalogue> = (key: TextKey<T>, values?: TextValues) => string;

/** The texts of a namespace in the language shown now. */
export function useTexts<T extends Catalogue>(
  texts: Texts<T>,
): { readonly t: Translate<T>; readonly language: Language } {
  const language = useSyncExternalStore(onLanguage, currentLanguage);
  const t: Translate<T> = useCallback(
    (key, values) => translate(texts, language, key, values),
    [texts, language],
  );
  return { t, language };
}
