import { isLanguage } from './languages.ts';
import type { Language } from './languages.ts';

const REMEMBERED = 'plantline.language';

let shown: Language = 'en';
const listeners = new Set<() => void>();

/** The language that texts, numbers and times are shown in now. */
export function currentLanguage(): Language {
  return shown;
}

/** Calls `told` whenever another language is shown. */
export function onLanguage(told: () => void): () => void {
  listeners.add(told);
  return () => listeners.delete(told);
}

/** The language chosen here before, else the browser's, else English. */
export function rememberedLanguage(): Language {
  const remembered = localStorage.getItem(REMEMBERED);
  if (isLanguage(remembered)) return remembered;
  for (const wanted of navigator.languages) {
    // Browsers still call Indonesian by its old code now and then.
    const language = wanted.slice(0, 2).toLowerCase().replace('in', 'id');
    if (isLanguage(language)) return language;
  }
  return 'en';
}

export function chooseLanguage(language: Language): void {
  localStorage.setItem(REMEMBERED, language);
  showLanguage(language);
}

export function showLanguage(language: Language): void {
  shown = language;
  document.documentElement.lang = language;
  for (const told of listeners) told();
}
