import { type Executor, asStored, takeTurns } from '../db/index.ts';
import type { Actor } from '../lib/http/index.ts';
import { findChainEnd, insertAuditLogs, listKnownIds } from './audit.repository.ts';
import { chainKeyOf, hashEntry } from './chain.ts';
import { earlierActionInvalid } from './audit.errors.ts';

/** What another program logged before Plantline was there. */
export type EarlierEntry = {
  /** As the other program had it: an entry is taken once. */
  readonly id: string;
  /** When it happened there. */
  readonly at: Date;
  /** Begins with `predecessor.`, so that it is never taken for one of ours. */
  readonly action: string;
  readonly details: Readonly<Record<string, unknown>> | null;
  readonly actor: Actor;
};

const PREFIX = 'predecessor.';
const USER_AGENT_CHARACTERS = 300;

/**
 * Takes entries of another program into the chain, behind what is there: each with its own time, and from now on as
 * safe from changes as ours. What the log shows is sorted by time; the chain says in which order it was written.
 *
 * @param key that of `createAudit`
 * @returns a function that gives the ids it has written; those that were there already are left alone
 */
export function createRecordEarlier(
  key: Buffer,
): (tx: Executor, entries: readonly EarlierEntry[]) => Promise<ReadonlySet<string>> {
  const chainKey = chainKeyOf(key);
  return async (tx, entries) => {
    for (const { action } of entries) if (!action.startsWith(PREFIX)) throw earlierActionInvalid();
    await takeTurns(tx, 'audit chain');
    const known = await listKnownIds(
      tx,
      entries.map(({ id }) => id),
    );
    const fresh = new Map(
      entries.filter(({ id }) => !known.has(id)).map((entry) => [entry.id, entry]),
    );
    let { seq, hash: previousHash } = await findChainEnd(tx);
    const kept = [...fresh.values()].map(({ id, at, action, details, actor }) => {
      seq += 1;
      const entry = {
        seq,
        id,
        timestamp: at,
        actor: asText(actor.name),
        action: asText(action) ?? '',
        details: asStored(details),
        ipAddress: asText(actor.ipAddress),
        userAgent: asText(actor.userAgent?.slice(0, USER_AGENT_CHARACTERS) ?? null),
      };
      const hash = hashEntry(chainKey, previousHash, entry);
      const row = { ...entry, userId: actor.userId, previousHash, hash };
      previousHash = hash;
      return row;
    });
    await insertAuditLogs(tx, kept);
    return new Set(fresh.keys());
  };
}

function asText(text: string | null): string | null {
  return asStored(text) as string | null;
}
