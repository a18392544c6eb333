import { sql } from 'kysely';
import type { RawBuilder, Selectable } from 'kysely';
import {
  type Executor,
  type Page,
  type PageRequest,
  type Reader,
  type Schema,
  type ValueOf,
  prepareQuery,
  readPage,
} from '../db/index.ts';
import { GENESIS } from './chain.ts';

/** An entry as it is kept. */
export type KeptAuditLog = {
  readonly id: string;
  /** Its place in the chain; null for entries older than the chain. */
  readonly seq: number | null;
  readonly timestamp: Date;
  readonly actor: string | null;
  readonly userId: string | null;
  readonly action: string;
  readonly details: unknown;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
  readonly hash: string | null;
  readonly previousHash: string | null;
};

/** Where the chain stands: the next entry takes the number after `seq` and carries `hash`. */
export type ChainEnd = { readonly seq: number; readonly hash: string };

export type AuditFilter = {
  readonly action?: string | undefined;
  readonly userId?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
};

const insertPrepared = prepareQuery((db, value: ValueOf<KeptAuditLog>) =>
  db.insertInto('audit_logs').values({
    id: value('id'),
    user_id: value('userId'),
    action: value('action'),
    details: value('details'),
    ip_address: value('ipAddress'),
    user_agent: value('userAgent'),
    timestamp: value('timestamp'),
    seq: value('seq'),
    actor: value('actor'),
    previous_hash: value('previousHash'),
    hash: value('hash'),
  }),
);

export async function insertAuditLog(tx: Executor, entry: KeptAuditLog): Promise<void> {
  await insertPrepared(tx, entry);
}

/** Many entries at once, in the order of the chain. */
export async function insertAuditLogs(
  tx: Executor,
  entries: readonly KeptAuditLog[],
): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map(({ userId, ipAddress, userAgent, previousHash, ...entry }) => ({
    ...entry,
    user_id: userId,
    ip_address: ipAddress,
    user_agent: userAgent,
    previous_hash: previousHash,
  }));
  await tx.insertInto('audit_logs').values(rows).execute();
}

/** Which of these ids entries have already. */
export async function listKnownIds(
  db: Reader,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (ids.length === 0) return new Set();
  const rows = await db.selectFrom('audit_logs').select('id').where('id', 'in', ids).execute();
  return new Set(rows.map(({ id }) => id));
}

const selectNewest = prepareQuery((db) =>
  db
    .selectFrom('audit_logs')
    .select(['seq', 'hash'])
    .where('seq', 'is not', null)
    .orderBy('seq', 'desc')
    .limit(sql.lit(1)),
);

/** Where the chain ends now; where it began when it is empty. */
export async function findChainEnd(db: Reader): Promise<ChainEnd> {
  const { rows } = await selectNewest(db, {});
  const [newest] = rows;
  return (newest && toChainEnd(newest)) ?? (await findChainStart(db));
}

/** The entry before the oldest that is kept: what was removed for its age last, or nothing yet. */
export async function findChainStart(db: Reader): Promise<ChainEnd> {
  const row = await db.selectFrom('audit_chain').select(['seq', 'hash']).executeTakeFirst();
  return row ?? { seq: 0, hash: GENESIS };
}

/** Entries in the order of the chain, from after `seq`. */
export async function listChain(
  db: Reader,
  { after, limit }: { readonly after: number; readonly limit: number },
): Promise<readonly KeptAuditLog[]> {
  const rows = await db
    .selectFrom('audit_logs')
    .selectAll()
    .where('seq', '>', after)
    .orderBy('seq')
    .limit(limit)
    .execute();
  return rows.map(toAuditLog);
}

/** How many entries are older than the chain, or were written past it. */
export async function countUnchained(db: Reader): Promise<number> {
  const { count } = await db
    .selectFrom('audit_logs')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('seq', 'is', null)
    .executeTakeFirstOrThrow();
  return count;
}

export async function findAuditLog(db: Reader, id: string): Promise<KeptAuditLog | undefined> {
  const row = await db.selectFrom('audit_logs').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toAuditLog(row);
}

export const AUDIT_SORTS = {
  timestamp: { column: 'audit_logs.timestamp', kind: 'instant', isNeverNull: true },
  /** In the order of the chain; what other programs wrote has no place in it and comes last, or first. */
  seq: { column: 'audit_logs.seq', kind: 'number' },
  action: { column: 'audit_logs.action', kind: 'text' },
  actor: { column: 'audit_logs.actor', kind: 'text' },
} as const;

/** A page of entries, newest first unless asked otherwise. */
export async function pageAuditLogs(
  db: Reader,
  request: PageRequest,
  { action, userId, from, to }: AuditFilter,
): Promise<Page<KeptAuditLog>> {
  let query = db.selectFrom('audit_logs').selectAll('audit_logs');
  if (action?.endsWith('.')) query = query.where(isOf(action));
  else if (action !== undefined) query = query.where('action', '=', action);
  if (userId !== undefined) query = query.where('user_id', '=', userId);
  if (from) query = query.where('timestamp', '>=', from);
  if (to) query = query.where('timestamp', '<', to);
  const page = await readPage(query, request, {
    id: 'audit_logs.id',
    sorts: AUDIT_SORTS,
    defaultSort: '-timestamp',
    searched: [
      'audit_logs.action',
      'audit_logs.actor',
      'audit_logs.ip_address',
      'audit_logs.details',
    ],
  });
  return { ...page, items: page.items.map(toAuditLog) };
}

export type Removed = {
  readonly count: number;
  /** The last entry of the chain that was removed; null when the chain is as long as before. */
  readonly upTo: ChainEnd | null;
};

/**
 * Removes what is older than `before` from the beginning of the chain, `limit` entries at most, and keeps where the
 * rest begins. The newest entry always stays.
 */
export async function deleteAuditLogsBefore(
  tx: Executor,
  before: Date,
  limit: number,
): Promise<Removed> {
  const unchained = await tx
    .deleteFrom('audit_logs')
    .where('seq', 'is', null)
    .where('timestamp', '<', before)
    .executeTakeFirst();
  const count = Number(unchained.numDeletedRows);
  const upTo = await findLastBefore(tx, before, limit);
  if (!upTo) return { count, upTo: null };
  const { numDeletedRows } = await tx
    .deleteFrom('audit_logs')
    .where('seq', '<=', upTo.seq)
    .executeTakeFirst();
  await tx
    .insertInto('audit_chain')
    .values({ id: 1, ...upTo })
    .onConflict((conflict) => conflict.column('id').doUpdateSet(upTo))
    .execute();
  return { count: count + Number(numDeletedRows), upTo };
}

/** The last of the oldest entries that are all older than `before`, `limit` of them at most. */
async function findLastBefore(
  tx: Executor,
  before: Date,
  limit: number,
): Promise<ChainEnd | undefined> {
  const oldest = await tx
    .selectFrom('audit_logs')
    .select(['seq', 'hash', 'timestamp'])
    .where('seq', 'is not', null)
    .orderBy('seq')
    .limit(limit + 1)
    .execute();
  const firstKept = oldest.findIndex(({ timestamp }) => timestamp >= before);
  const last = oldest[(firstKept === -1 ? oldest.length - 1 : firstKept) - 1];
  return last && toChainEnd(last);
}

function toChainEnd({
  seq,
  hash,
}: Pick<Selectable<Schema['audit_logs']>, 'seq' | 'hash'>): ChainEnd | undefined {
  return seq === null || hash === null ? undefined : { seq, hash };
}

/** Whether an action is one of a feature's, such as `triggers.`. */
function isOf(feature: string): RawBuilder<boolean> {
  return sql<boolean>`substr(${sql.ref('audit_logs.action')}, 1, ${[...feature].length}) = ${feature}`;
}

function toAuditLog(row: Selectable<Schema['audit_logs']>): KeptAuditLog {
  return {
    id: row.id,
    seq: row.seq,
    timestamp: row.timestamp,
    actor: row.actor,
    userId: row.user_id,
    action: row.action,
    details: row.details,
    ipAddress: row.ip_address,
    userAgent: row.user_agent,
    hash: row.hash,
    previousHash: row.previous_hash,
  };
}
