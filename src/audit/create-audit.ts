import { randomUUIDv7 } from 'node:crypto';
import { type Executor, asStored, takeTurns } from '../db/index.ts';
import type { Actor } from '../lib/http/index.ts';
import { findChainEnd, insertAuditLog } from './audit.repository.ts';
import { chainKeyOf, hashEntry } from './chain.ts';

export type AuditEntry = {
  readonly actor: Actor;
  /** `feature.happened`, such as `triggers.created` or `auth.login_failed`. */
  readonly action: string;
  /** What was changed, never a secret. */
  readonly details?: Readonly<Record<string, unknown>>;
  readonly at: Date;
};

/** The log of who did what, each entry carrying the hash of the one before. */
export type Audit = {
  /**
   * Writes an entry in the transaction that does what it tells: neither is kept without the other. To be the last
   * statement of the transaction: on PostgreSQL it holds the chain until the commit, and who waits for something else
   * while holding it can wait for ever.
   */
  record(tx: Executor, entry: AuditEntry): Promise<void>;
};

/** The longest that programs name themselves, or are made to. */
const USER_AGENT_CHARACTERS = 300;

/** @param key 32 bytes, for this purpose only (`deriveKey(master, 'audit')`) */
export function createAudit(key: Buffer): Audit {
  const chainKey = chainKeyOf(key);
  return {
    async record(tx, { actor, action, details, at }) {
      await takeTurns(tx, 'audit chain');
      const { seq, hash: previousHash } = await findChainEnd(tx);
      const entry = {
        seq: seq + 1,
        // By time, so that each goes to the end of its index: every message writes two.
        id: randomUUIDv7(),
        timestamp: at,
        actor: asStored(actor.name) as string,
        action,
        details: asStored(details ?? null),
        ipAddress: actor.ipAddress,
        userAgent: asStored(actor.userAgent?.slice(0, USER_AGENT_CHARACTERS) ?? null) as
          | string
          | null,
      };
      const hash = hashEntry(chainKey, previousHash, entry);
      await insertAuditLog(tx, { ...entry, userId: actor.userId, previousHash, hash });
    },
  };
}
