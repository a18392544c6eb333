import type { Change } from '../audit/index.ts';
import type { Actor } from '../lib/http/index.ts';
import { hashNewPassword } from './hash-new-password.ts';
import { loggedUser } from './logged-user.ts';
import { type User, insertUser } from './users.repository.ts';
import type { NewUser } from './users.schema.ts';

/** @throws AppError `users.username_taken`, or as `hashNewPassword` does */
export async function createUser(change: Change, actor: Actor, wanted: NewUser): Promise<User> {
  const { password, ...user } = wanted;
  const passwordHash = await hashNewPassword(password, user);
  return await change(actor, async (tx, at) => {
    const result = await insertUser(tx, { ...user, passwordHash, createdBy: actor.userId }, at);
    const details = { id: result.id, after: loggedUser(result) };
    return { result, action: 'users.created', details };
  });
}
