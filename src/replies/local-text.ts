import type { Language, LocalText } from '../triggers/index.ts';

/** An admin's text in the reader's language, or in the one it was written in. */
export function localText(text: LocalText | null | undefined, language: Language): string {
  if (text === null || text === undefined) return '';
  if (typeof text === 'string') return text;
  return text[language] ?? text.en ?? text.id ?? '';
}
