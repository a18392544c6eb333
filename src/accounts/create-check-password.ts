import type { Db } from '../db/index.ts';
import { tooManyChecks } from './auth.errors.ts';
import { highestCost } from './bcrypt.ts';
import { createQueue } from './create-queue.ts';
import { listImportedKinds } from './credentials.repository.ts';
import { isPasswordOf } from './hash-password.ts';

/** Two threads of the four that also read files and resolve names. */
const CHECKS_AT_ONCE = 2;
/** Some seconds of work: who waits longer has given up. */
const MOST_WAITING = 200;

/**
 * Whether a password is that of a hash, or of nobody's; in the same time.
 *
 * @throws AppError `auth.busy` when too many wait already
 */
export type CheckPassword = (
  passwordHash: string | undefined,
  password: string,
) => Promise<boolean>;

export function createCheckPassword(db: Db): CheckPassword {
  const queue = createQueue({
    atOnce: CHECKS_AT_ONCE,
    mostWaiting: MOST_WAITING,
    refuse: tooManyChecks,
  });
  return async (passwordHash, password) =>
    await queue(async () =>
      isPasswordOf(passwordHash, password, highestCost(await listImportedKinds(db.read))),
    );
}
