import { hasText } from '../../app/has-text.ts';
import type { Translate } from '../../app/use-texts.ts';
import { answerTraceTexts } from '../../texts/answer-trace.ts';

const AI = 'ai.';

/** The rule of the grammar that a message fell under, in a sentence. */
export function ruleText(
  t: Translate<(typeof answerTraceTexts)['en']>,
  { rule, name }: { readonly rule: string | null; readonly name: string | null },
): string {
  if (rule === null) return t('waiting');
  const key = `rule.${rule}`;
  if (hasText(answerTraceTexts, key)) return t(key, { name: name ?? '' });
  // A question to the question answerer ends under one of the other rules.
  if (rule.startsWith(AI))
    return t('ai', { rule: ruleText(t, { rule: rule.slice(AI.length), name }) });
  return t('other', { rule });
}

/** Whether a message may have been read as a question in plain words. */
export function isPlainQuestion({ rule }: { readonly rule: string | null }): boolean {
  return rule !== null && rule.startsWith(AI);
}
