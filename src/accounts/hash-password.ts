import { hash, verify } from '@node-rs/argon2';
import { costOfBcrypt, isBcryptOf } from './bcrypt.ts';

/** Hashing endless texts would be a cheap way to keep the machine busy. */
export const LONGEST_PASSWORD = 1_024;

/** Argon2id's second recommended setting of the OWASP password storage cheat sheet: 19 MiB, two passes. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let nobody: Promise<string> | undefined;

/**
 * The Argon2id text of a password. It takes some ten milliseconds on another thread, so it is done before a transaction
 * begins, never inside one.
 */
export async function hashPassword(password: string): Promise<string> {
  return await hash(asTyped(password), COST);
}

/**
 * Whether the password is that of the hash. Without a hash, for a name nobody has, it is never right but takes as
 * long, so that the time of an answer does not tell which names exist.
 *
 * @param importedCost the cost of bcrypt hashes that wait in the store for their users: then each check, whatever its
 *   own hash, does the work of both kinds, since bcrypt takes many times as long as Argon2id
 */
export async function isPasswordOf(
  passwordHash: string | undefined,
  password: string,
  importedCost?: number,
): Promise<boolean> {
  // What is longer is nobody's: the beginning of it is hashed for the time that takes, and opens nothing.
  const isPossible = password.length <= LONGEST_PASSWORD;
  const typed = password.slice(0, LONGEST_PASSWORD);
  nobody ??= hash('a password that nobody has', COST);
  const argon = isArgon(passwordHash) ? passwordHash : await nobody;
  const ownCost = costOfBcrypt(passwordHash);
  const [isArgonRight, isBcryptRight] = await Promise.all([
    verify(argon, asTyped(typed)),
    ownCost === undefined ? false : isBcryptOf(passwordHash, typed),
    importedCost === ownCost ? false : isBcryptOf(undefined, typed, importedCost),
  ]);
  const isRight = ownCost === undefined ? argon === passwordHash && isArgonRight : isBcryptRight;
  return isPossible && isRight;
}

/** Keyboards differ in how they send the same letter (`é` as one character or two), so all are made one (NIST SP 800-63B). */
function asTyped(password: string): string {
  return password.normalize('NFKC');
}

/** What another program wrote and cannot be read opens nothing. */
function isArgon(text: string | undefined): text is string {
  return /^\$argon2id?\$v=19\$m=\d{1,7},t=\d{1,2},p=\d{1,2}\$[A-Za-z0-9+/]{11,}\$[A-Za-z0-9+/]{16,}$/u.test(
    text ?? '',
  );
}
