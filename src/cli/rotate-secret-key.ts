import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { reencryptAiModels } from '../ai/index.ts';
import { endAllSessions, reencryptSecondFactors } from '../accounts/index.ts';
import { assertStoreKey, createAudit, findStoreKey, rekeyAudit } from '../audit/index.ts';
import { reencryptDataSources } from '../data-sources/index.ts';
import type { Db } from '../db/index.ts';
import { localActor } from '../lib/http/index.ts';
import {
  type NextKey,
  adoptNextKey,
  dropNextKeys,
  listNextKeys,
  offerNextKey,
  writeNextKey,
} from '../lib/next-key.ts';
import { deriveKey } from '../lib/secret-key.ts';
import { newKeyUnusable, noKeyYet, plantlineRuns } from '../lib/secrets.errors.ts';
import { createSecretBox } from '../lib/secrets.ts';
import { findPresent, reencryptTransports } from '../transports/index.ts';

export interface Rotation {
  readonly db: Db;
  readonly dataDir: string;
  /** As PLANTLINE_SECRET_KEY gives it; absent where the key is in the data folder. */
  readonly secretKey: string | undefined;
  /** The key to give the store; absent for one made of random bytes. */
  readonly newKey?: Buffer;
  readonly now: () => Date;
  /** Told how far it is: for tests, which end the process there. */
  readonly onStep?: (step: 'kept' | 'encrypted' | 'committed') => void;
}

export type Rotated = {
  /** Secrets that are encrypted with the new key. */
  readonly secrets: number;
  /** Those that could not be read with the old key either. */
  readonly lost: number;
  readonly sessionsEnded: number;
  /** Where the new key was put for whoever must set it; undefined where nothing is left to do, or it was given. */
  readonly newKeyFile: string | undefined;
};

const KEY_BYTES = 32;

/**
 * Gives the store another key, and everything that is encrypted with it, in one transaction. The new key is on the disk
 * before the store knows it, and put in place once it does; whatever ends the process in between, the next start finds
 * by looking which key opens the store.
 *
 * @throws AppError `secrets.plantline_runs`, `secrets.new_key_unusable`, `secrets.key_was_replaced`
 */
export async function rotateSecretKey(rotation: Rotation): Promise<Rotated> {
  const { db, dataDir, secretKey, newKey, now, onStep } = rotation;
  if (secretKey === undefined && !existsSync(join(dataDir, 'secret.key'))) throw noKeyYet();
  const from = await findStoreKey(db.read, { secretKey, dataDir });
  const to = newKey ?? randomBytes(KEY_BYTES);
  if (to.equals(from)) throw newKeyUnusable();
  // A key that is given to Plantline by its environment is kept by whoever gives it.
  const isKept = secretKey === undefined || newKey === undefined;
  const next = isKept ? writeNextKey(dataDir, to) : undefined;
  onStep?.('kept');
  try {
    const done = await replaceKey(db, from, to, now(), () => onStep?.('encrypted'));
    onStep?.('committed');
    return { ...done, newKeyFile: putInPlace(rotation, next) };
  } catch (error) {
    if (next && (await isUnused(db, from))) dropNextKeys([next]);
    throw error;
  }
}

async function replaceKey(
  db: Db,
  from: Buffer,
  to: Buffer,
  at: Date,
  onEncrypted: () => void,
): Promise<Omit<Rotated, 'newKeyFile'>> {
  const before = createSecretBox(deriveKey(from, 'secrets'));
  const after = createSecretBox(deriveKey(to, 'secrets'));
  return await db.write(async (tx) => {
    const present = await findPresent(tx, at);
    if (present !== undefined) throw plantlineRuns(present);
    await assertStoreKey(tx, from);
    const parts = [
      await reencryptDataSources(tx, before, after),
      await reencryptTransports(tx, before, after),
      await reencryptAiModels(tx, before, after),
      await reencryptSecondFactors(tx, before, after),
    ];
    const secrets = parts.reduce((sum, { done }) => sum + done, 0);
    const lost = parts.reduce((sum, part) => sum + part.lost, 0);
    const sessionsEnded = await endAllSessions(tx);
    await rekeyAudit(tx, deriveKey(from, 'audit'), deriveKey(to, 'audit'), at);
    onEncrypted();
    await createAudit(deriveKey(to, 'audit')).record(tx, {
      actor: localActor('cli'),
      action: 'secrets.key_replaced',
      details: { secrets, lost, sessionsEnded },
      at,
    });
    return { secrets, lost, sessionsEnded };
  });
}

function putInPlace(
  { dataDir, secretKey }: Rotation,
  next: NextKey | undefined,
): string | undefined {
  if (!next) return undefined;
  let offered: string | undefined;
  if (secretKey === undefined) adoptNextKey(dataDir, next);
  else offered = offerNextKey(dataDir, next);
  // Of rotations that were cut off before the store knew of their keys.
  dropNextKeys(listNextKeys(dataDir));
  return offered;
}

/** Whether the store still has the old key for certain: a commit may have failed to say that it was done. */
async function isUnused(db: Db, from: Buffer): Promise<boolean> {
  try {
    await assertStoreKey(db.read, from);
    return true;
  } catch {
    return false;
  }
}
