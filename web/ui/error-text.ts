import { hasText } from '../app/has-text.ts';
import { currentLanguage } from '../app/i18n.ts';
import { translate } from '../app/translate.ts';
import type { TextValues } from '../app/translate.ts';
import { ApiError, fieldIssuesOf } from '../lib/api-error.ts';
import type { FieldIssue } from '../lib/api-error.ts';
import { errorTexts } from '../texts/errors.ts';

/** What went wrong, in one sentence in the person's language where there is one. */
export function errorText(error: unknown): string {
  const language = currentLanguage();
  const code = error instanceof ApiError ? error.code : 'page.unexpected';
  // The server's English says more than a text for all cases of a code; only the other language needs ours.
  const isServers = error instanceof ApiError && !code.startsWith('page.');
  if (isServers && language === 'en') return error.message;
  if (hasText(errorTexts, code)) return translate(errorTexts, language, code, valuesOf(error));
  return error instanceof Error ? error.message : String(error);
}

/** Which fields an error is about, with what is wrong in the person's language where there is one. */
export function fieldTexts(error: unknown): readonly FieldIssue[] {
  return fieldIssuesOf(error).map(({ path, message }) => ({
    path,
    // An issue that says what the whole error says has its code, and with it a text.
    message: error instanceof ApiError && message === error.message ? errorText(error) : message,
  }));
}

function valuesOf(error: unknown): TextValues {
  const details = error instanceof ApiError ? Object.entries(error.details) : [];
  return Object.fromEntries(
    details.filter(
      (entry): entry is [string, string | number] =>
        typeof entry[1] === 'string' || typeof entry[1] === 'number',
    ),
  );
}
