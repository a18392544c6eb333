import type { Language } from '../../app/i18n.ts';

const LOCALE: Readonly<Record<Language, string>> = { en: 'en-GB', id: 'id-ID' };

/** `14:32`, as a chat shows it. */
export function timeOf(at: string, language: Language): string {
  const format = new Intl.DateTimeFormat(LOCALE[language], { hour: '2-digit', minute: '2-digit' });
  return format.format(new Date(at));
}
