import type { KeyObject } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Reader } from '../db/index.ts';
import {
  type ChainEnd,
  type KeptAuditLog,
  countUnchained,
  findChainStart,
  listChain,
} from './audit.repository.ts';
import type { AuditVerdict } from './audit.schema.ts';
import { loadChainKeys } from './audit-keys.ts';
import { hashEntry } from './chain.ts';
import { AUDIT_PRUNED } from './prune-audit.ts';

const ENTRIES_AT_ONCE = 500;

/**
 * Computes the whole chain again and tells the first entry that does not hold. It may begin after removed entries only
 * where an entry of the chain itself says that they were removed for their age.
 *
 * @param pause lets others work between pages; a search that nobody waits for may pause for longer
 */
export async function verifyAudit(
  db: Reader,
  key: Buffer,
  pause: () => Promise<unknown> = setImmediate,
): Promise<AuditVerdict> {
  const keyOf = await loadChainKeys(db, key);
  const unchained = await countUnchained(db);
  let start = await findChainStart(db);
  let end = start;
  let checked = 0;
  /** Starts that entries of the chain vouch for. */
  const told = new Set<number>([0]);
  const verdict = (firstBroken: AuditVerdict['firstBroken']): AuditVerdict => ({
    ok: firstBroken === null,
    checked,
    firstBroken,
    head: checked === 0 ? null : { ...end },
    unchained,
  });

  for (;;) {
    const entries = await listChain(db, { after: end.seq, limit: ENTRIES_AT_ONCE });
    for (const entry of entries) {
      const reason = reasonBroken(keyOf, end, entry);
      if (reason === 'missing') break;
      if (reason === 'changed') return verdict({ seq: entry.seq ?? 0, reason });
      end = { seq: end.seq + 1, hash: entry.hash ?? '' };
      checked += 1;
      if (entry.action === AUDIT_PRUNED) told.add(upToOf(entry));
    }
    const next = entries.find(({ seq }) => (seq ?? 0) > end.seq);
    if (next) {
      // Old entries may have been removed while we looked.
      start = await findChainStart(db);
      if (start.seq <= end.seq) return verdict({ seq: next.seq ?? 0, reason: 'missing' });
      end = start;
    } else if (entries.length < ENTRIES_AT_ONCE) {
      const isTold = told.has(start.seq);
      return verdict(isTold ? null : { seq: start.seq, reason: 'missing' });
    }
    await pause();
  }
}

function reasonBroken(keyOf: (seq: number) => KeyObject, end: ChainEnd, entry: KeptAuditLog) {
  const seq = entry.seq ?? 0;
  if (seq !== end.seq + 1) return 'missing';
  const hash = hashEntry(keyOf(seq), end.hash, { ...entry, seq });
  return entry.previousHash === end.hash && entry.hash === hash ? undefined : 'changed';
}

function upToOf({ details }: KeptAuditLog): number {
  const upTo = (details as { upTo?: unknown } | null)?.upTo;
  return typeof upTo === 'number' ? upTo : 0;
}
