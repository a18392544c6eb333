import type { Audit } from '../audit/index.ts';
import { type Db, takeTurns } from '../db/index.ts';
import type { Actor } from '../lib/http/index.ts';
import { setPasswordHash, showLoginState } from './credentials.repository.ts';
import { hashNewPassword } from './hash-new-password.ts';
import { logInTurn } from './log-in-turn.ts';
import { clearLoginFailures } from './login-failures.repository.ts';
import type { ProvePassword } from './prove-password.ts';
import type { SessionGrant, Sessions } from './sessions.ts';
import { requireUser } from './users.repository.ts';

/**
 * Gives whoever is signed in another password, and this browser another session: what was signed in with the old
 * password, here or elsewhere, is signed in no more.
 *
 * @throws AppError `auth.current_password_wrong`, `auth.locked`, `auth.required`, or as `hashNewPassword` does
 */
export async function changeOwnPassword(
  deps: {
    readonly db: Db;
    readonly audit: Audit;
    readonly sessions: Sessions;
    readonly provePassword: ProvePassword;
    readonly clock: () => Date;
  },
  actor: Actor,
  { currentPassword, newPassword }: { currentPassword: string; newPassword: string },
): Promise<SessionGrant> {
  const { db, audit, sessions, provePassword, clock } = deps;
  const user = await provePassword(actor, currentPassword);
  const { id, username } = user;
  const [passwordHash, session] = await Promise.all([
    hashNewPassword(newPassword, user),
    sessions.prepare(id),
  ]);
  const at = clock();
  await db.write(async (tx) => {
    await takeTurns(tx, logInTurn(username));
    await requireUser(tx, id);
    await clearLoginFailures(tx, username);
    await session.begin(tx, actor);
    await setPasswordHash(tx, id, passwordHash);
    await showLoginState(tx, username, { attempts: 0, lockedUntil: null });
    await audit.record(tx, { actor, action: 'auth.password_changed', at });
  });
  return session;
}
