import { phoneOfAddress } from '../chat/index.ts';
import type { ImportedOutgoing } from '../outbox/index.ts';
import { legacyInstant } from './legacy-instant.ts';
import type { LegacyRow } from './open-legacy-file.ts';
import { plainAddress } from './plain-address.ts';
import { textOf } from './read-json.ts';

/**
 * A message that went out, as history: what was still waiting is cancelled, since nobody expects it any more.
 *
 * @returns undefined for a row without a recipient or a text
 */
export function convertOutgoing(
  row: LegacyRow,
  now: Date,
): { readonly message: ImportedOutgoing; readonly notes: readonly string[] } | undefined {
  const id = row['id'];
  const recipient = textOf(row['recipient']);
  const text = textOf(row['message']);
  if (typeof id !== 'number' || recipient === undefined || text === undefined) return undefined;
  const sentAt = legacyInstant(row['sent_at']);
  const createdAt = legacyInstant(row['created_at']) ?? sentAt ?? now;
  const isSent = row['status'] === 'sent';
  const isFailed = row['status'] === 'failed';
  const address = plainAddress(recipient);
  return {
    message: {
      key: `predecessor:${id}`,
      recipient: phoneOfAddress(address) ?? address,
      text,
      type: textOf(row['type']) ?? 'manual',
      status: isSent ? 'sent' : isFailed ? 'failed' : 'cancelled',
      sentAt: isSent ? (sentAt ?? createdAt) : null,
      error: isFailed
        ? (textOf(row['error_message'])?.slice(0, 500) ?? 'It failed in the predecessor.')
        : isSent
          ? null
          : 'It was still waiting in the predecessor.',
      retryCount: Math.max(0, Number(row['retry_count'] ?? 0) || 0),
      createdAt,
    },
    notes:
      isSent || isFailed
        ? []
        : ['Was still waiting to be sent: it is cancelled, since nobody expects it any more.'],
  };
}
