import type { Reader } from '../db/index.ts';
import { adoptNextKey, listNextKeys, offerNextKey } from '../lib/next-key.ts';
import { deriveKey, loadSecretKey } from '../lib/secret-key.ts';
import { keyWasReplaced } from '../lib/secrets.errors.ts';
import { fitsStore } from './audit-keys.ts';

/**
 * The installation's key, as the open store needs it. A rotation that was cut off after the store had been given its
 * new key is finished by this: then the new one is put in place.
 *
 * @throws AppError `secrets.key_was_replaced` when the store was given another key, and as `loadSecretKey` does
 */
export async function findStoreKey(
  db: Reader,
  { secretKey, dataDir }: { readonly secretKey: string | undefined; readonly dataDir: string },
): Promise<Buffer> {
  const key = loadSecretKey(secretKey, dataDir);
  if ((await fitsStore(db, deriveKey(key, 'audit'))) !== false) return key;
  const isGiven = secretKey !== undefined;
  for (const next of listNextKeys(dataDir)) {
    if (!(await fitsStore(db, deriveKey(next.key, 'audit')))) continue;
    if (isGiven) {
      offerNextKey(dataDir, next);
      break;
    }
    adoptNextKey(dataDir, next);
    return next.key;
  }
  throw keyWasReplaced(isGiven);
}

/**
 * Makes sure, within a transaction, that a key is still the store's.
 *
 * @throws AppError `secrets.key_was_replaced`
 */
export async function assertStoreKey(db: Reader, key: Buffer): Promise<void> {
  if ((await fitsStore(db, deriveKey(key, 'audit'))) === false) throw keyWasReplaced(false);
}
