import { hash, verify } from '@node-rs/argon2';
import { passwordTooLong, passwordTooShort } from './accounts.errors.ts';

const SHORTEST_PASSWORD = 12;
/** Hashing endless texts would be a cheap way to keep the machine busy. */
const LONGEST_PASSWORD = 1_024;

/** Argon2id's second recommended setting of the OWASP password storage cheat sheet: 19 MiB, two passes. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let nobody: Promise<string> | undefined;

/**
 * The Argon2id text of a new password. It takes some ten milliseconds on another thread, so it is done before a
 * transaction begins, never inside one.
 *
 * @throws AppError `users.password_too_short` or `users.password_too_long`
 */
export async function hashPassword(password: string): Promise<string> {
  const { length } = password;
  if (length < SHORTEST_PASSWORD) throw passwordTooShort(SHORTEST_PASSWORD);
  if (length > LONGEST_PASSWORD) throw passwordTooLong(LONGEST_PASSWORD);
  return await hash(password, COST);
}

/**
 * Whether the password is that of the hash. Without a hash, for a name nobody has, it is never right but takes as
 * long, so that the time of an answer does not tell which names exist.
 */
export async function isPasswordOf(
  passwordHash: string | undefined,
  password: string,
): Promise<boolean> {
  nobody ??= hash('a password that nobody has', COST);
  const isRight = await verify(passwordHash ?? (await nobody), password.slice(0, LONGEST_PASSWORD));
  return passwordHash !== undefined && isRight;
}
