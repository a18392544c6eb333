import type { KeyObject } from 'node:crypto';
import type { Executor, Reader } from '../db/index.ts';
import { takeTurns } from '../db/index.ts';
import { deriveKey } from '../lib/secret-key.ts';
import { type SecretBox, createSecretBox } from '../lib/secrets.ts';
import { listSealedKeys, putSealedKey } from './audit-keys.repository.ts';
import { findChainEnd } from './audit.repository.ts';
import { chainKeyOf } from './chain.ts';

/**
 * The key of each entry by its place in the chain: an entry was written with the key that was the audit log's then. One
 * that cannot be opened opens nothing: its entries do not hold.
 */
export async function loadChainKeys(
  db: Reader,
  present: Buffer,
): Promise<(seq: number) => KeyObject> {
  const presentKey = chainKeyOf(present);
  const box = boxOf(present);
  const earlier = (await listSealedKeys(db)).map(({ untilSeq, sealed }) => {
    const opened = open(box, untilSeq, sealed);
    return { untilSeq, key: opened ? chainKeyOf(opened) : presentKey };
  });
  return (seq) => earlier.find(({ untilSeq }) => seq <= untilSeq)?.key ?? presentKey;
}

/**
 * Whether a key is the one that the store was given by the last rotation; undefined when there was none, so that
 * nothing tells.
 */
export async function fitsStore(db: Reader, present: Buffer): Promise<boolean | undefined> {
  const newest = (await listSealedKeys(db)).at(-1);
  if (!newest) return undefined;
  return open(boxOf(present), newest.untilSeq, newest.sealed) !== undefined;
}

/**
 * Gives the audit log another key: what is written from now on is written with it, and the keys before it are kept
 * encrypted with it, so that the whole chain can be computed again. The first entry of the new key carries the hash of
 * the last one of the old, so who has only the old key can change nothing that was written with it.
 */
export async function rekeyAudit(tx: Executor, from: Buffer, to: Buffer, at: Date): Promise<void> {
  await takeTurns(tx, 'audit chain');
  const before = boxOf(from);
  const after = boxOf(to);
  for (const { untilSeq, sealed } of await listSealedKeys(tx)) {
    const opened = open(before, untilSeq, sealed);
    if (opened) await putSealedKey(tx, { untilSeq, sealed: seal(after, untilSeq, opened) }, at);
  }
  const { seq: untilSeq } = await findChainEnd(tx);
  await putSealedKey(tx, { untilSeq, sealed: seal(after, untilSeq, from) }, at);
}

function boxOf(auditKey: Buffer): SecretBox {
  return createSecretBox(deriveKey(auditKey, 'secrets'));
}

function seal(box: SecretBox, untilSeq: number, key: Buffer): string {
  return box.encrypt(key.toString('base64'), contextOf(untilSeq));
}

function open(box: SecretBox, untilSeq: number, sealed: string): Buffer | undefined {
  try {
    return Buffer.from(box.decrypt(sealed, contextOf(untilSeq)), 'base64');
  } catch {
    return undefined;
  }
}

function contextOf(untilSeq: number): string {
  return `audit_keys.${untilSeq}`;
}
