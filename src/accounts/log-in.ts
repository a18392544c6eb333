import type { Clock } from '#sdk';
import { type Db, takeTurns } from '../db/index.ts';
import { codeRequired, codeWrong, credentialsWrong } from './auth.errors.ts';
import { costOfBcrypt } from './bcrypt.ts';
import type { CheckPassword } from './create-check-password.ts';
import {
  type Credentials,
  findCredentials,
  recordLogin,
  setPasswordHash,
} from './credentials.repository.ts';
import { hashPassword } from './hash-password.ts';
import { logInTurn } from './log-in-turn.ts';
import type { LoginAttempts } from './login-attempts.ts';
import type { SecondFactors } from './second-factor.ts';
import type { SessionGrant, SessionOrigin, Sessions } from './sessions.ts';
import type { User } from './users.repository.ts';

export type LoginAttempt = SessionOrigin & {
  readonly username: string;
  readonly password: string;
  /** Of the second factor. */
  readonly code?: string | undefined;
};

export type Login = SessionGrant & {
  readonly user: User;
  /** Whether this log-in ended another session of the user. */
  readonly hasReplaced: boolean;
};

/**
 * Begins a session for who knows the password, and has the second factor where one is on.
 *
 * @throws AppError `auth.credentials_wrong`, `auth.code_required`, `auth.code_wrong` (401), `auth.locked` (423) or
 *   `auth.busy` (429)
 */
export type LogIn = (attempt: LoginAttempt) => Promise<Login>;

export function createLogIn({
  db,
  clock,
  attempts,
  checkPassword,
  sessions,
  secondFactors,
}: {
  readonly db: Db;
  readonly clock: Clock;
  readonly attempts: LoginAttempts;
  readonly checkPassword: CheckPassword;
  readonly sessions: Sessions;
  readonly secondFactors: SecondFactors;
}): LogIn {
  /** All that takes time and is needed once the password was right. */
  async function prepareFor({ user, passwordHash }: Credentials, { password, code }: LoginAttempt) {
    const isImported = costOfBcrypt(passwordHash) !== undefined;
    const [session, newHash, rightCode] = await Promise.all([
      sessions.prepare(user.id),
      isImported ? hashPassword(password) : undefined,
      code === undefined ? undefined : secondFactors.checkCode(user.id, code),
    ]);
    return { session, newHash, rightCode };
  }

  return async (attempt) => {
    const { username, password, code } = attempt;
    const before = await findCredentials(db.read, username);
    await attempts.assertOpen(attempt, before);
    const isRight = await checkPassword(before?.passwordHash, password);
    const prepared = isRight && before ? await prepareFor(before, attempt) : undefined;
    const now = clock();

    // Decided in one transaction on the row as it is now: of many tries at once only five are looked at.
    const outcome = await db.write(async (tx): Promise<Login | Error> => {
      await takeTurns(tx, logInTurn(username));
      const known = await findCredentials(tx, username);
      const lock = await attempts.findLock(tx, attempt, known, now);
      if (lock) return lock;
      const isSame = known?.passwordHash === before?.passwordHash;
      if (!known?.user.isActive || !prepared || !isSame) {
        return await attempts.refuse(tx, attempt, known, credentialsWrong(), now);
      }
      const { user } = known;
      const { session, newHash, rightCode } = prepared;
      if (user.hasSecondFactor) {
        if (code === undefined) return codeRequired();
        const isSpent = rightCode && (await secondFactors.spendCode(tx, user.id, rightCode));
        if (!isSpent) return await attempts.refuse(tx, attempt, known, codeWrong(), now);
      }
      await attempts.countSuccess(tx, attempt, known, now);
      const hasReplaced = await session.begin(tx, attempt);
      if (newHash !== undefined) await setPasswordHash(tx, user.id, newHash);
      await recordLogin(tx, user.id, now);
      const kind = rightCode && ('step' in rightCode ? 'authenticator' : 'recovery code');
      const details = { hasReplaced, ...(kind && { with: kind }) };
      await attempts.note(tx, attempt, user.id, 'auth.logged_in', details, now);
      const { token, expiresAt, endsAt } = session;
      return { user: { ...user, lastLogin: now }, token, expiresAt, endsAt, hasReplaced };
    });
    await attempts.prune(now);
    if (outcome instanceof Error) throw outcome;
    return outcome;
  };
}
