import type { Clock, DeliveryReport } from '#sdk';
import type { Audit } from '../audit/index.ts';
import type { Db, Executor } from '../db/index.ts';
import { localActor } from '../lib/http/index.ts';
import { applyReport, parseKey } from './apply-report.ts';
import type { OutgoingMessage } from './outgoing-message.ts';
import { holdOutgoing } from './outgoing-messages.repository.ts';

export type RecordDeliveryDeps = {
  readonly db: Db;
  readonly audit: Audit;
  readonly clock: Clock;
  /** Told of a row that has another status by it, once that is written down. Must not throw. */
  readonly onOutcome?: (message: OutgoingMessage) => void;
  /** Told of a row that arrived or was read, once that is written down. Must not throw. */
  readonly onReceipt?: (message: OutgoingMessage) => void;
  /** Told when there is something to send by it. */
  readonly wakeDelivery?: () => void;
};

const PLANTLINE = localActor('plantline');

/** Takes what networks say became of messages; resolves once it is written down. For `TransportTools.onDelivery`. */
export function createRecordDelivery(
  deps: RecordDeliveryDeps,
): (report: DeliveryReport) => Promise<void> {
  const { db, audit, clock } = deps;

  return async (report) => {
    const changed = await db.write(async (tx) => {
      const { before, after } = (await recordDelivery(tx, report, clock())) ?? {};
      if (before && after?.status === 'sent' && before.status !== 'sent') {
        const { id, recipient, type, transport, inReplyTo } = after;
        const details = { id, recipient, type, transport, inReplyTo };
        await audit.record(tx, { actor: PLANTLINE, action: 'outbox.sent', details, at: clock() });
      }
      return before && after && { before, after };
    });
    if (!changed) return;
    const { before, after } = changed;
    if (before.status === after.status) deps.onReceipt?.(after);
    else deps.onOutcome?.(after);
    if (after.status === 'pending') deps.wakeDelivery?.();
  };
}

/** Moves a row by a network's word about one of its parts; undefined when that is no news, or of no row of ours. */
export async function recordDelivery(
  tx: Executor,
  report: DeliveryReport,
  now: Date,
): Promise<{ readonly before: OutgoingMessage; readonly after: OutgoingMessage } | undefined> {
  const key = parseKey(report.key);
  const before = key && (await holdOutgoing(tx, key.id));
  if (!before) return undefined;
  // Another try is counted from now: a network's time may be hours old when its word is taken up.
  const at = report.state === 'failed' ? now : report.at;
  const next = applyReport(before, key.part, { ...report, at }, Math.random());
  if (!next) return undefined;
  await tx
    .updateTable('outgoing_messages')
    .set({
      status: next.status,
      error_message: next.errorMessage,
      retry_count: next.retryCount,
      parts_sent: next.partsSent,
      is_in_doubt: next.isInDoubt,
      is_waiting_for_person: next.waitsForPerson,
      due_at: next.dueAt,
      sent_at: next.sentAt,
      delivered_at: next.deliveredAt,
      read_at: next.readAt,
      provider_id: next.providerId,
      ...(next.status === 'sending' ? {} : { claimed_until: null }),
    })
    .where('id', '=', before.id)
    .execute();
  return { before, after: { ...before, ...next } };
}
