import { setImmediate } from 'node:timers/promises';
import { type Db, takeTurns } from '../db/index.ts';
import { localActor } from '../lib/http/index.ts';
import { deleteAuditLogsBefore } from './audit.repository.ts';
import type { Audit } from './create-audit.ts';

/** The entry that says which ones before it were removed for their age. */
export const AUDIT_PRUNED = 'audit.pruned';

/** In one transaction: on SQLite nobody else writes meanwhile. */
const ENTRIES_AT_ONCE = 5_000;

/**
 * Removes entries older than `before` and writes down how many, and up to which, so that the chain itself tells why it
 * begins where it does.
 *
 * @returns how many were removed
 */
export async function pruneAudit(
  { db, audit }: { readonly db: Db; readonly audit: Audit },
  before: Date,
  at: Date,
): Promise<number> {
  let removed = 0;
  for (;;) {
    const { count, upTo } = await db.write(async (tx) => {
      await takeTurns(tx, 'audit pruning');
      const gone = await deleteAuditLogsBefore(tx, before, ENTRIES_AT_ONCE);
      if (gone.count === 0) return gone;
      const details = { removed: gone.count, before, upTo: gone.upTo?.seq ?? null };
      await audit.record(tx, { actor: localActor('plantline'), action: AUDIT_PRUNED, details, at });
      return gone;
    });
    removed += count;
    if (count < ENTRIES_AT_ONCE || !upTo) return removed;
    await setImmediate();
  }
}
