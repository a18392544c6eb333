import type { Change } from '../audit/index.ts';
import type { Actor } from '../lib/http/index.ts';
import { assertAnotherAdmin, isActiveAdmin } from './change-user.ts';
import { loggedUser } from './logged-user.ts';
import { deleteSessionOf } from './sessions.repository.ts';
import { takeAdminsTurn, takeUsersTurn } from './take-users-turn.ts';
import { deleteUser } from './users.repository.ts';

/** Removes a user and ends the session. @throws AppError `users.not_found` or `users.last_admin` */
export async function removeUser(change: Change, actor: Actor, id: string): Promise<void> {
  // The log cannot point to a user who is gone; it keeps the name.
  const logged = actor.userId === id ? { ...actor, userId: null } : actor;
  await change(logged, async (tx) => {
    await takeAdminsTurn(tx);
    const before = await takeUsersTurn(tx, id);
    if (isActiveAdmin(before)) await assertAnotherAdmin(tx, id);
    await deleteSessionOf(tx, id);
    await deleteUser(tx, id);
    return {
      result: undefined,
      action: 'users.deleted',
      details: { id, before: loggedUser(before) },
    };
  });
}
