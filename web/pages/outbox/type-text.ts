import { hasText } from '../../app/has-text.ts';
import type { Translate } from '../../app/use-texts.ts';
import { outboxTexts } from '../../texts/outbox.ts';

/** Kinds of messages that can be filtered by. */
export const OUTGOING_TYPES = ['reply', 'picture', 'manual', 'auto_warning'] as const;

export function typeText(t: Translate<(typeof outboxTexts)['en']>, type: string): string {
  const key = `type.${type}`;
  return hasText(outboxTexts, key) ? t(key) : type;
}
