import type { Language } from '../../app/i18n.ts';

const HOUR_MS = 3_600_000;
const LOCALE: Readonly<Record<Language, string>> = { en: 'en-GB', id: 'id-ID' };

/** `06:00`, the local time of an instant, or of so many hours after it. */
export function hourOf(at: string, language: Language, hoursLater = 0): string {
  return new Intl.DateTimeFormat(LOCALE[language], { hour: '2-digit', minute: '2-digit' }).format(
    Date.parse(at) + hoursLater * HOUR_MS,
  );
}
