import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { decodeKey } from './secret-key.ts';

/** A key that the store is about to be given, in a file of its own until it has been. */
export type NextKey = { readonly path: string; readonly key: Buffer };

const PREFIX = 'secret.key.next.';

/** Keeps a key beside the present one, on the disk when this returns. */
export function writeNextKey(dataDir: string, key: Buffer): NextKey {
  const path = join(dataDir, `${PREFIX}${randomBytes(6).toString('hex')}`);
  const text = `${key.toString('base64')}\n`;
  writeFileSync(path, text, { mode: 0o600, flag: 'wx', flush: true });
  syncFolder(dataDir);
  return { path, key };
}

/** Keys that were kept for a store and not put in place: of a rotation under way, or one that was cut off. */
export function listNextKeys(dataDir: string): readonly NextKey[] {
  return namesIn(dataDir)
    .filter((name) => name.startsWith(PREFIX))
    .flatMap((name) => {
      const path = join(dataDir, name);
      const key = decodeKey(readFileSync(path, 'utf8'));
      return key ? [{ path, key }] : [];
    });
}

/**
 * Puts a key in place of the present one, which stays beside it as `secret.key.old`: backups made before need it. Who
 * does so at the same time does the same.
 */
export function adoptNextKey(dataDir: string, { path }: NextKey): void {
  const present = join(dataDir, 'secret.key');
  const old = join(dataDir, 'secret.key.old');
  try {
    rmSync(old, { force: true });
    linkSync(present, old);
  } catch (error) {
    if (!isOneOf(error, 'EEXIST', 'ENOENT')) throw error;
  }
  move(dataDir, path, present);
}

/** Keeps a key as `secret.key.new`, for whoever puts it where keys are given from. @returns its path */
export function offerNextKey(dataDir: string, { path }: NextKey): string {
  const offered = join(dataDir, 'secret.key.new');
  move(dataDir, path, offered);
  return offered;
}

/** Removes keys that no store was given. */
export function dropNextKeys(keys: readonly NextKey[]): void {
  for (const { path } of keys) rmSync(path, { force: true });
}

/** Who moves it at the same time moves it to the same place. */
function move(dataDir: string, path: string, to: string): void {
  try {
    renameSync(path, to);
  } catch (error) {
    if (!isOneOf(error, 'ENOENT')) throw error;
  }
  syncFolder(dataDir);
}

function namesIn(dataDir: string): readonly string[] {
  try {
    return readdirSync(dataDir);
  } catch (error) {
    if (isOneOf(error, 'ENOENT')) return [];
    throw error;
  }
}

/** A name is on the disk once its folder is; Windows has no such call, and writes names at once. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function isOneOf(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
