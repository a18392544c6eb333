import type { Language } from '../../app/languages.ts';
import type { Translate } from '../../app/use-texts.ts';
import type { messagesTexts } from '../../texts/messages.ts';
import { formatNumber } from '../../ui/format-time.ts';

const SECOND_MS = 1_000;

/** A duration as somebody reads it: milliseconds for what is quick, seconds for what is not. */
export function answerTime(
  t: Translate<(typeof messagesTexts)['en']>,
  ms: number,
  language: Language,
): string {
  if (ms < SECOND_MS) return t('ms', { ms: Math.round(ms) });
  return t('seconds', { s: formatNumber(ms / SECOND_MS, language, { maximumFractionDigits: 1 }) });
}
