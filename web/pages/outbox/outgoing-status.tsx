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
  message: { status, deliveredAt, readAt },
}: {
  readonly message: Pick<OutgoingMessage, 'status' | 'deliveredAt' | 'readAt'>;
}) {
  const { t } = useTexts(outboxTexts);
  const receipt = readAt ? 'read' : deliveredAt ? 'delivered' : undefined;
  const label = status === 'sent' && receipt ? t(receipt) : t(`status.${status}`);
  return <StatusBadge tone={TONES[status]} label={label} />;
}
