import type { OutgoingMessage } from '../../../src/outbox/outgoing-messages.schema.ts';
import type { TextKey } from '../../app/use-texts.ts';
import type { outboxTexts } from '../../texts/outbox.ts';

/** What a state means and what can be done about it, where its word alone does not say so. */
export function statusSays({
  status,
  waitsForPerson,
}: Pick<OutgoingMessage, 'status' | 'waitsForPerson'>):
  | TextKey<(typeof outboxTexts)['en']>
  | undefined {
  switch (status) {
    case 'pending':
      return waitsForPerson ? 'says.waitsForPerson' : undefined;
    case 'failed':
    case 'expired':
    case 'cancelled':
      return `says.${status}`;
    default:
      return undefined;
  }
}
