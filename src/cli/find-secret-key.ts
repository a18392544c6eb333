import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';
import { loadSecretKey } from '../lib/secret-key.ts';

/**
 * The key of the store, or undefined where there is none. Never makes one: a new key would only hide that the right one
 * is gone.
 */
export function findSecretKey({
  secretKey,
  dataDir,
}: Pick<Config, 'secretKey' | 'dataDir'>): Buffer | undefined {
  const isThere = secretKey !== undefined || existsSync(join(dataDir, 'secret.key'));
  return isThere ? loadSecretKey(secretKey, dataDir) : undefined;
}
