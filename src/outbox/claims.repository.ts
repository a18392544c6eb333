import { type Selectable, sql } from 'kysely';
import {
  type Executor,
  type Reader,
  type Schema,
  type ValueOf,
  prepareQuery,
  takeTurns,
} from '../db/index.ts';
import { type OutgoingMessage, toOutgoingMessage } from './outgoing-message.ts';

/** What claims a message, or takes it away from being claimed, does so in turn. */
export const CLAIM_TURN = 'claim outgoing messages';

type ClaimValues = { now: Date; until: Date; limit: number };

/**
 * The ids of what may be sent now.
 *
 * Nobody is sent two messages at a time, so that they arrive in the order they were written: a recipient with a
 * claimed message waits, and one whose message is to be tried again gets nothing written later before it, unless
 * that is more urgent. Statuses are literals, because only then are the small partial indexes used.
 */
export function selectDue(db: Pick<Executor, 'selectFrom'>, value: ValueOf<ClaimValues>) {
  return db
    .selectFrom('outgoing_messages as due')
    .select('due.id')
    .where('due.status', '=', sql.lit('pending'))
    .where('due.due_at', '<=', value('now'))
    .where((row) =>
      row.or([row('due.expires_at', 'is', null), row('due.expires_at', '>', value('now'))]),
    )
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('outgoing_messages as claimed')
            .select('claimed.id')
            .where('claimed.status', '=', sql.lit('sending'))
            .whereRef('claimed.recipient', '=', 'due.recipient'),
        ),
      ),
    )
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('outgoing_messages as earlier')
            .select('earlier.id')
            .where('earlier.status', '=', sql.lit('pending'))
            .where('earlier.retry_count', '>', sql.lit(0))
            .where('earlier.due_at', '>', value('now'))
            .whereRef('earlier.recipient', '=', 'due.recipient')
            .whereRef('earlier.id', '<', 'due.id')
            .whereRef('earlier.priority', '>=', 'due.priority'),
        ),
      ),
    )
    .orderBy('due.priority', 'desc')
    .orderBy('due.id')
    .limit(value('limit'));
}

const claim = prepareQuery((db, value: ValueOf<ClaimValues>) =>
  db
    .updateTable('outgoing_messages')
    .set({ status: sql.lit('sending'), claimed_until: value('until') })
    .where('id', 'in', selectDue(db, value))
    .returningAll(),
);

/**
 * Takes what is due, the most urgent first and in the order written, and keeps it for `leaseMs`: if this process dies,
 * another takes it again after that. Several of one recipient may come; they are to be sent one after the other.
 */
export async function claimDue(
  tx: Executor,
  wanted: {
    readonly limit: number;
    readonly now: Date;
    readonly leaseMs: number;
  },
): Promise<readonly OutgoingMessage[]> {
  const { limit, now, leaseMs } = wanted;
  // Two processes claiming at the same moment could each take one message of the same recipient.
  await takeTurns(tx, CLAIM_TURN);
  const { rows } = await claim(tx, { now, until: new Date(now.getTime() + leaseMs), limit });
  return rows.map(toOutgoingMessage).sort((a, b) => b.priority - a.priority || a.id - b.id);
}

const updateSent = prepareQuery(
  (db, value: ValueOf<{ id: number; at: Date; providerId: string | null }>) =>
    db
      .updateTable('outgoing_messages')
      .set({
        status: sql.lit('sent'),
        sent_at: value('at'),
        provider_id: value('providerId'),
        claimed_until: null,
        error_message: null,
      })
      .where('id', '=', value('id')),
);

/** Writes down that the network took a message. */
export async function markSent(
  tx: Executor,
  id: number,
  sent: { readonly at: Date; readonly providerId: string | null },
): Promise<void> {
  await updateSent(tx, { id, ...sent });
}

/**
 * Writes down that a try failed: it is tried again at `retryAt`, or never when that is null. A message that another
 * process took over meanwhile is left to that one.
 */
export async function markFailed(
  tx: Executor,
  id: number,
  failed: { readonly error: string; readonly retryAt: Date | null },
): Promise<void> {
  const { error, retryAt } = failed;
  await tx
    .updateTable('outgoing_messages')
    .set((row) => ({
      status: retryAt ? 'pending' : 'failed',
      error_message: error,
      claimed_until: null,
      retry_count: row('retry_count', '+', 1),
      ...(retryAt ? { due_at: retryAt } : {}),
    }))
    .where('id', '=', id)
    .where('status', '=', sql.lit('sending'))
    .execute();
}

/** Gives claimed messages back untried. */
export async function releaseClaims(tx: Executor, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('outgoing_messages')
    .set({ status: 'pending', claimed_until: null })
    .where('id', 'in', ids)
    .where('status', '=', 'sending')
    .execute();
}

/** Keeps claimed messages for longer, as long as their process lives. */
export async function renewClaims(
  tx: Executor,
  ids: readonly number[],
  until: Date,
): Promise<void> {
  await tx
    .updateTable('outgoing_messages')
    .set({ claimed_until: until })
    .where('id', 'in', ids)
    .where('status', '=', sql.lit('sending'))
    .execute();
}

/** Frees what a process that died had claimed; returns how many. It may have been sent already: at least once. */
export async function releaseExpiredClaims(tx: Executor, now: Date): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('outgoing_messages')
    .set({ status: 'pending', claimed_until: null })
    .where('status', '=', sql.lit('sending'))
    .where('claimed_until', '<=', now)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}

const selectPending = prepareQuery((db) =>
  db
    .selectFrom('outgoing_messages')
    .select('id')
    .where('status', '=', sql.lit('pending'))
    .limit(sql.lit(1)),
);

/** Whether anything waits to be sent, now or later. */
export async function hasPending(db: Reader): Promise<boolean> {
  return (await selectPending(db, {})).rows.length > 0;
}

/** Ends what nobody wants any more and was not sent in time; returns the rows. */
export async function expireOverdue(tx: Executor, now: Date): Promise<readonly OutgoingMessage[]> {
  const rows: Selectable<Schema['outgoing_messages']>[] = await tx
    .updateTable('outgoing_messages')
    .set({ status: 'expired' })
    .where('status', '=', sql.lit('pending'))
    .where('expires_at', '<=', now)
    .returningAll()
    .execute();
  return rows.map(toOutgoingMessage);
}

/** Makes what waits for another try due now; returns how many. */
export async function hastenRetries(tx: Executor, transport: string, now: Date): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('outgoing_messages')
    .set({ due_at: now })
    .where('status', '=', sql.lit('pending'))
    .where('retry_count', '>', 0)
    .where('transport', '=', transport)
    .where('due_at', '>', now)
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
