import { type Change, changedFields } from '../audit/index.ts';
import type { Executor, Reader } from '../db/index.ts';
import { type Actor, assertNotChangedMeanwhile, changedAt } from '../lib/http/index.ts';
import { setPasswordHash, showLoginState } from './credentials.repository.ts';
import { hashNewPassword } from './hash-new-password.ts';
import { loggedUser } from './logged-user.ts';
import { clearLoginFailures } from './login-failures.repository.ts';
import { endSessionOf } from './sessions.repository.ts';
import { takeAdminsTurn, takeUsersTurn } from './take-users-turn.ts';
import { lastAdmin, ownAccount } from './users.errors.ts';
import { type User, countOtherAdmins, requireUser, updateUser } from './users.repository.ts';
import type { UserChange } from './users.schema.ts';

/**
 * Changes a user. With another password, or when disabled, the user's session ends at once; another role is what the
 * session's next request has.
 *
 * @throws AppError `users.not_found`, `users.username_taken`, `users.last_admin`, `http.changed_meanwhile`,
 *   `users.own_account` for the own password, or as `hashNewPassword` does
 */
export async function changeUser(
  { change, read }: { readonly change: Change; readonly read: Reader },
  actor: Actor,
  id: string,
  { updatedAt: seenAt, password, ...wanted }: UserChange,
): Promise<User> {
  if (password !== undefined && actor.userId === id) throw ownAccount();
  const seen = await requireUser(read, id);
  const { username = seen.username, fullName = seen.fullName } = wanted;
  const passwordHash =
    password === undefined ? undefined : await hashNewPassword(password, { username, fullName });

  return await change(actor, async (tx, at) => {
    if (wanted.role !== undefined || wanted.isActive !== undefined) await takeAdminsTurn(tx);
    const before = await takeUsersTurn(tx, id, wanted.username);
    assertNotChangedMeanwhile(seenAt, before);
    const isAdminAfter = isActiveAdmin({ ...before, ...given(wanted) });
    if (isActiveAdmin(before) && !isAdminAfter) await assertAnotherAdmin(tx, id);
    if (passwordHash !== undefined || wanted.isActive === false) await endSessionOf(tx, id);
    const result = await updateUser(tx, id, wanted, changedAt(at, before));
    if (passwordHash !== undefined) await setPasswordHash(tx, id, passwordHash);
    if (passwordHash !== undefined || before.username !== result.username) {
      await forgetFailures(tx, before.username);
      await forgetFailures(tx, result.username);
    }
    const details = {
      id,
      ...changedFields(loggedUser(before), loggedUser(result)),
      ...(passwordHash !== undefined && { password: 'changed' }),
    };
    return { result: await requireUser(tx, id), action: 'users.changed', details };
  });
}

/** Lets a user log in again from everywhere. @throws AppError `users.not_found` */
export async function unlockUser(change: Change, actor: Actor, id: string): Promise<User> {
  return await change(actor, async (tx) => {
    const { username } = await takeUsersTurn(tx, id);
    await forgetFailures(tx, username);
    const result = await requireUser(tx, id);
    return { result, action: 'users.unlocked', details: { id, username } };
  });
}

/** @throws AppError `users.last_admin` */
export async function assertAnotherAdmin(tx: Executor, id: string): Promise<void> {
  if ((await countOtherAdmins(tx, id)) === 0) throw lastAdmin();
}

export function isActiveAdmin({ role, isActive }: Pick<User, 'role' | 'isActive'>): boolean {
  return role === 'admin' && isActive;
}

async function forgetFailures(tx: Executor, username: string): Promise<void> {
  await clearLoginFailures(tx, username);
  await showLoginState(tx, username, { attempts: 0, lockedUntil: null });
}

/** Without what is left out: spread, it would hide what is there. */
function given<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };
}
