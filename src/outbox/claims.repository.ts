import { type Selectable, sql } from 'kysely';
import {
  type Executor,
  type Reader,
  type Schema,
  type ValueOf,
  isPostgres,
  prepareQuery,
} from '../db/index.ts';
import { type DueValues, holdsUpWhileSent, isSameTransport, selectDue } from './due.ts';
import { KEEP_TRYING_MS } from './next-attempt.ts';
import { type OutgoingMessage, toOutgoingMessage } from './outgoing-message.ts';

export type Wanted = {
  readonly transport: string;
  readonly limit: number;
  readonly now: Date;
  readonly leaseMs: number;
  /** Recipients that must rest. */
  readonly resting?: readonly string[];
  /** Of each recipient one message alone; always so on PostgreSQL. */
  readonly headsOnly?: boolean;
};

type ClaimValues = DueValues & { until: Date };

const claimAny = prepareQuery((db, value: ValueOf<ClaimValues>) => claimOf(db, value, 'any'));
const claimHeads = prepareQuery((db, value: ValueOf<ClaimValues>) => claimOf(db, value, 'heads'));

function claimOf(db: Executor, value: ValueOf<ClaimValues>, only: 'heads' | 'any') {
  return db
    .updateTable('outgoing_messages')
    .set({ status: sql.lit('sending'), claimed_until: value('until') })
    .where('id', 'in', selectDue(db, value, only).select('due.id'))
    .returningAll();
}

/**
 * Takes what is due, the most urgent first and in the order written, and keeps it for `leaseMs`: if this process dies,
 * another takes it again after that. Several of one recipient may come; they are to be sent one after the other.
 */
export async function claimDue(
  tx: Executor,
  { transport, limit, now, leaseMs, resting = [], headsOnly = false }: Wanted,
): Promise<readonly OutgoingMessage[]> {
  const until = new Date(now.getTime() + leaseMs);
  const values = { transport, now, until, resting, limit };
  if (isPostgres(tx)) return inOrder(await claimLocked(tx, values));
  const { rows } = await (headsOnly ? claimHeads : claimAny)(tx, values);
  return inOrder(rows);
}

function inOrder(rows: readonly Selectable<Schema['outgoing_messages']>[]): OutgoingMessage[] {
  return rows.map(toOutgoingMessage).sort((a, b) => b.priority - a.priority || a.id - b.id);
}

const lockHeads = prepareQuery((db, value: ValueOf<DueValues>) =>
  selectDue(db, value, 'heads')
    .select((row) => [
      'due.id',
      // `oldest` is what everybody who wants this recipient must lock, whatever they take for the head.
      row
        .selectFrom('outgoing_messages as waiting')
        .select('waiting.id')
        .where('waiting.status', '=', sql.lit('pending'))
        .whereRef('waiting.recipient', '=', 'due.recipient')
        .where(isSameTransport('waiting'))
        // Together the order of an index that leads to the few rows of the recipient.
        .orderBy('waiting.recipient')
        .orderBy('waiting.id')
        .limit(sql.lit(1))
        .as('oldest'),
    ])
    .forUpdate('due')
    .skipLocked(),
);

/**
 * Many processes claim at once, and none waits for another: each locks heads that nobody else has. Two that began at
 * different moments may take different messages for the head of one recipient, when an alarm came between; so both
 * must lock its oldest too, and look again, with these locks, whether it is being sent something.
 */
async function claimLocked(tx: Executor, values: ClaimValues) {
  const { rows: heads } = await lockHeads(tx, values);
  if (heads.length === 0) return [];
  const others = heads.filter(({ id, oldest }) => oldest !== id).map(({ oldest }) => oldest ?? 0);
  const locked = new Set(others.length > 0 ? await lockPending(tx, others) : []);
  const ids = heads
    .filter(({ id, oldest }) => oldest === id || locked.has(oldest ?? 0))
    .map(({ id }) => id);
  if (ids.length === 0) return [];
  return await tx
    .updateTable('outgoing_messages')
    .set({ status: sql.lit('sending'), claimed_until: values.until })
    .where('id', 'in', ids)
    .where((row) =>
      row.not(
        row.exists(
          row
            .selectFrom('outgoing_messages as claimed')
            .select('claimed.id')
            .where('claimed.status', '=', sql.lit('sending'))
            .whereRef('claimed.recipient', '=', 'outgoing_messages.recipient')
            .whereRef('claimed.transport', '=', 'outgoing_messages.transport')
            .where(holdsUpWhileSent('claimed', 'outgoing_messages'))
            .offset(sql.lit(0)),
        ),
      ),
    )
    .returningAll()
    .execute();
}

async function lockPending(tx: Executor, ids: readonly number[]): Promise<readonly number[]> {
  const rows = await tx
    .selectFrom('outgoing_messages')
    .select('id')
    .where('id', 'in', ids)
    .where('status', '=', sql.lit('pending'))
    .forUpdate()
    .skipLocked()
    .execute();
  return rows.map(({ id }) => id);
}

/** Gives claimed messages back untried. @param until of our claim; one that lasts longer is somebody else's by now */
export async function releaseClaims(
  tx: Executor,
  ids: readonly number[],
  until?: Date,
): Promise<void> {
  if (ids.length === 0) return;
  let release = tx
    .updateTable('outgoing_messages')
    .set({ status: 'pending', claimed_until: null })
    .where('id', 'in', ids)
    .where('status', '=', 'sending');
  if (until) release = release.where('claimed_until', '<=', until);
  await release.execute();
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

/**
 * Frees what a process that died had claimed; returns how many. It may have been sent already: at least once.
 *
 * @param farAt no claim reaches as far as this: one that does was made before the clock was put back
 * @param ours what is being sent here, whatever the store says of it
 */
export async function releaseExpiredClaims(
  tx: Executor,
  now: Date,
  { farAt, ours = [] }: { readonly farAt?: Date; readonly ours?: readonly number[] } = {},
): Promise<number> {
  let release = tx
    .updateTable('outgoing_messages')
    .set({ status: 'pending', claimed_until: null, is_in_doubt: true })
    .where('status', '=', sql.lit('sending'))
    .where((row) =>
      row.or([
        row('claimed_until', '<=', now),
        ...(farAt ? [row('claimed_until', '>', farAt)] : []),
      ]),
    );
  if (ours.length > 0) release = release.where('id', 'not in', ours);
  const { numUpdatedRows } = await release.executeTakeFirst();
  return Number(numUpdatedRows);
}

const selectPending = prepareQuery((db, value: ValueOf<{ transport: string }>) =>
  db
    .selectFrom('outgoing_messages')
    .select('id')
    .where('status', '=', sql.lit('pending'))
    .where('transport', '=', value('transport'))
    .where('is_waiting_for_person', '=', isPostgres(db) ? sql<boolean>`FALSE` : sql<boolean>`0`)
    .limit(sql.lit(1)),
);

/** Whether anything waits to be sent by a transport, now or later. */
export async function hasPending(db: Reader, transport: string): Promise<boolean> {
  return (await selectPending(db, { transport })).rows.length > 0;
}

/** Ends what nobody wants any more and was not sent in time; returns the rows. */
export async function expireOverdue(tx: Executor, now: Date): Promise<readonly OutgoingMessage[]> {
  const dayAgo = new Date(now.getTime() - KEEP_TRYING_MS);
  const rows: Selectable<Schema['outgoing_messages']>[] = await tx
    .updateTable('outgoing_messages')
    .set({ status: 'expired' })
    .where('status', '=', sql.lit('pending'))
    .where((row) =>
      row.or([
        row('expires_at', '<=', now),
        // Written by another program, which names no end.
        row.and([
          row('expires_at', 'is', null),
          row('created_at', '<=', dayAgo),
          row('due_at', '<=', dayAgo),
        ]),
      ]),
    )
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

/**
 * Makes due what waits only because the clock was put back: retries later than any delay there is, and what was to go
 * at once when it was written, in what is the future now.
 */
export async function freeFromFuture(tx: Executor, now: Date, farAt: Date): Promise<void> {
  await tx
    .updateTable('outgoing_messages')
    .set({ due_at: now })
    .where('status', '=', sql.lit('pending'))
    .where('due_at', '>', farAt)
    .where((row) =>
      row.or([
        row('retry_count', '>', 0),
        row.and([row('created_at', '>', farAt), row('due_at', '<=', row.ref('created_at'))]),
      ]),
    )
    .execute();
}
