import type { Clock } from '#sdk';
import { type Db, takeTurns } from '../db/index.ts';
import type { Actor } from '../lib/http/index.ts';
import { currentPasswordWrong, sessionRequired } from './auth.errors.ts';
import type { CheckPassword } from './create-check-password.ts';
import { findCredentials } from './credentials.repository.ts';
import { logInTurn } from './log-in-turn.ts';
import type { LoginAttempts } from './login-attempts.ts';
import type { User } from './users.repository.ts';

/**
 * Proves that whoever is signed in knows the own password. A wrong one counts as a wrong log-in does.
 *
 * @throws AppError `auth.current_password_wrong`, `auth.locked`, or `auth.required` for who has no password
 */
export type ProvePassword = (actor: Actor, password: string) => Promise<User>;

export function createProvePassword({
  db,
  clock,
  attempts,
  checkPassword,
}: {
  readonly db: Db;
  readonly clock: Clock;
  readonly attempts: LoginAttempts;
  readonly checkPassword: CheckPassword;
}): ProvePassword {
  return async ({ userId, name: username, ipAddress, userAgent }, password) => {
    const attempt = { username, ipAddress, userAgent };
    const before = userId === null ? undefined : await findCredentials(db.read, username);
    if (!before || before.user.id !== userId) throw sessionRequired();
    await attempts.assertOpen(attempt, before);
    if (await checkPassword(before.passwordHash, password)) return before.user;
    const now = clock();
    throw await db.write(async (tx) => {
      await takeTurns(tx, logInTurn(username));
      const known = await findCredentials(tx, username);
      return await attempts.refuse(tx, attempt, known, currentPasswordWrong(), now);
    });
  };
}
