import { hkdfSync, randomBytes, scryptSync } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { secretKeyTooWeak, secretKeyUnreadable } from './secrets.errors.ts';

const KEY_BYTES = 32;
const SHORTEST_PASSPHRASE = 16;
/** The OWASP password storage cheat sheet's second setting for scrypt: 64 MiB, twice. It is done once a start. */
const STRETCH = { N: 2 ** 16, r: 8, p: 2, maxmem: 128 * 2 ** 20 };

/**
 * The installation's master key, 32 bytes: from PLANTLINE_SECRET_KEY when given, else from `<data>/secret.key`, which
 * is made with mode 600 when missing and never overwritten, since everything encrypted with it would be lost.
 *
 * @throws AppError `secrets.key_too_weak` or `secrets.key_unreadable`
 */
export function loadSecretKey(given: string | undefined, dataDir: string): Buffer {
  if (given !== undefined) return keyFromText(given);
  const path = join(dataDir, 'secret.key');
  try {
    const key = decodeKey(readKeyFile(path) ?? makeKeyFile(dataDir, path));
    if (key) return key;
  } catch (error) {
    throw secretKeyUnreadable(error);
  }
  throw secretKeyUnreadable();
}

/** A key of its own for each purpose, so that what one leaks says nothing of the others. */
export function deriveKey(
  master: Buffer,
  purpose: 'secrets' | 'sessions' | 'cli' | 'audit',
): Buffer {
  return Buffer.from(hkdfSync('sha256', master, '', `plantline ${purpose} v1`, KEY_BYTES));
}

/** @throws AppError `secrets.key_too_weak` */
export function keyFromText(text: string): Buffer {
  const key = decodeKey(text);
  if (key) return key;
  if (text.length < SHORTEST_PASSPHRASE) throw secretKeyTooWeak();
  // A sentence somebody thought of has less chance than random bytes; scrypt makes each guess cost.
  return scryptSync(text, 'plantline secret key v1', KEY_BYTES, STRETCH);
}

/** The 32 bytes a text stands for in hex or base64; undefined when it does not. */
export function decodeKey(text: string): Buffer | undefined {
  const trimmed = text.trim();
  if (/^[0-9a-f]{64}$/iu.test(trimmed)) return Buffer.from(trimmed, 'hex');
  const isBase64 = /^[A-Za-z0-9+/_-]{43}=?$/u.test(trimmed);
  return isBase64 ? Buffer.from(trimmed, 'base64') : undefined;
}

function readKeyFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Written beside and then linked: two processes that start at once end up with one whole key. */
function makeKeyFile(dataDir: string, path: string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const draft = `${path}.${randomBytes(6).toString('hex')}`;
  const text = `${randomBytes(KEY_BYTES).toString('base64')}\n`;
  writeFileSync(draft, text, { mode: 0o600, flag: 'wx', flush: true });
  try {
    linkSync(draft, path);
    return text;
  } catch (error) {
    const winner = readKeyFile(path);
    if (winner === undefined) throw error;
    return winner;
  } finally {
    rmSync(draft, { force: true });
  }
}
