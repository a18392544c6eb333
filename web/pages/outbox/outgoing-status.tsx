import type { OutgoingMessage } from '../../../src/outbox/outgoing-messages.schema.ts';
import { useTexts } from '../../app/use-texts.ts';
import { outboxTexts } from '../../texts/outbox.ts';
import { StatusBadge } from '../../ui/status-badge.tsx';

export const OUTGOING_STATUSES = [
  'pending',
  'sending',
  'sent',
  'failed',
  'expired',
  'cancelled',
] as const;

const TONES = {
  pending: 'waiting',
  sending: 'waiting',
  sent: 'good',
  failed: 'bad',
  expired: 'warning',
  cancelled: 'neutral',
} as const;

/** How far a message came; the network's receipts say more than "sent". */
export function OutgoingStatus({
  message: { status, deliveredAt, readAt, waitsForPerson },
}: {
  readonly message: Pick<OutgoingMessage, 'status' | 'deliveredAt' | 'readAt' | 'waitsForPerson'>;
}) {
  const { t } = useTexts(outboxTexts);
  if (status === 'sent') {
    if (readAt) return <StatusBadge tone="news" ticks="two" label={t('read')} />;
    if (deliveredAt) return <StatusBadge tone="good" ticks="two" label={t('delivered')} />;
    return <StatusBadge tone="good" ticks="one" label={t('status.sent')} />;
  }
  if (status === 'pending' && waitsForPerson) {
    return <StatusBadge tone="warning" label={t('waitsForPerson')} />;
  }
  return <StatusBadge tone={TONES[status]} label={t(`status.${status}`)} />;
}
