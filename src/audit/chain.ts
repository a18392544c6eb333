import { type KeyObject, createHmac, createSecretKey } from 'node:crypto';

/** What of an entry its hash covers. `userId` is left out: it becomes null when the user is removed. */
export type ChainedEntry = {
  readonly seq: number;
  readonly id: string;
  readonly timestamp: Date;
  readonly actor: string | null;
  readonly action: string;
  readonly details: unknown;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
};

/** What the first entry of all carries as the hash before it. */
export const GENESIS = '0'.repeat(64);

/** The key as it is used for every entry: made from its bytes each time, it costs several times what the hash does. */
export function chainKeyOf(key: Buffer): KeyObject {
  return createSecretKey(key);
}

/**
 * The hash of an entry: HMAC-SHA-256, in hex, over the hash before it and the entry. The key lies outside the store,
 * so who can write the tables only cannot make a chain that holds.
 */
export function hashEntry(key: KeyObject, previousHash: string, entry: ChainedEntry): string {
  const { seq, id, timestamp, actor, action, details, ipAddress, userAgent } = entry;
  const text = JSON.stringify([
    previousHash,
    seq,
    id,
    timestamp.toISOString(),
    actor,
    action,
    canonical(details),
    ipAddress,
    userAgent,
  ]);
  return createHmac('sha256', key).update(text).digest('hex');
}

/** JSON with the names of every object in one order: PostgreSQL keeps another than the one written. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value ?? null;
  return Object.entries(value)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => [name, canonical(inner)]);
}
