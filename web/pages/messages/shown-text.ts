import type { Message } from '../../../src/bot/messages.schema.ts';
import { hasText } from '../../app/has-text.ts';
import type { Translate } from '../../app/use-texts.ts';
import { messagesTexts } from '../../texts/messages.ts';

/** What was written, and what came with it or in place of it. */
export function shownText(
  t: Translate<(typeof messagesTexts)['en']>,
  { text, attachment }: Pick<Message, 'text' | 'attachment'>,
): string {
  if (!attachment) return text === '' ? t('noText') : text;
  const key = `attachment.${attachment}`;
  const what = t(hasText(messagesTexts, key) ? key : 'attachment.other');
  return text === '' ? what : `${what} ${text}`;
}
