import { hasText } from '../../app/has-text.ts';
import { useTexts } from '../../app/use-texts.ts';
import { messagesTexts } from '../../texts/messages.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';
import type { Tone } from '../../ui/status-badge.tsx';

export const MESSAGE_STATUSES = ['received', 'processed', 'spam', 'ignored'] as const;

const TONES: Readonly<Record<string, Tone>> = {
  received: 'waiting',
  processed: 'good',
  spam: 'warning',
  ignored: 'neutral',
};

/** These were replied to, but what was asked was not run. */
const REFUSALS = new Set(['access.wait', 'access.leave', 'not_allowed']);

/** What became of a message. One that got an apology or a refusal has a reply and yet no answer. */
export function MessageStatus({
  status,
  rule,
}: {
  readonly status: string;
  readonly rule: string | null;
}) {
  const { t } = useTexts(messagesTexts);
  if (rule === 'failed') return <StatusBadge tone="bad" label={t('failed')} />;
  if (rule === 'late') return <StatusBadge tone="warning" label={t('late')} />;
  if (rule !== null && REFUSALS.has(rule)) {
    return <StatusBadge tone="neutral" label={t('refused')} />;
  }
  const key = `status.${status}`;
  return (
    <StatusBadge
      tone={TONES[status] ?? 'neutral'}
      label={hasText(messagesTexts, key) ? t(key) : status}
    />
  );
}
