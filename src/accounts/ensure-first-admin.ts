import { recordAudit } from '../audit/index.ts';
import { type Db, takeTurns } from '../db/index.ts';
import { firstAdminIncomplete } from './accounts.errors.ts';
import { hashPassword } from './hash-password.ts';
import { type User, countUsers, insertUser } from './users.repository.ts';

/**
 * Makes the first admin of an empty store, unattended. With any user there already, nothing is read or changed.
 *
 * @returns the admin made, or undefined
 * @throws AppError `users.first_admin_incomplete`, `users.password_too_short`
 */
export async function ensureFirstAdmin(
  db: Db,
  given: { readonly username: string | undefined; readonly password: string | undefined },
  at: Date,
): Promise<User | undefined> {
  const { username, password } = given;
  if (username === undefined && password === undefined) return undefined;
  if ((await countUsers(db.read)) > 0) return undefined;
  if (username === undefined || password === undefined) throw firstAdminIncomplete();
  const passwordHash = await hashPassword(password);
  return await db.write(async (tx) => {
    await takeTurns(tx, 'first admin');
    if ((await countUsers(tx)) > 0) return undefined;
    const user = await insertUser(tx, { username, passwordHash, role: 'admin' }, at);
    await recordAudit(tx, { userId: user.id, action: 'users.first_admin_made', at });
    return user;
  });
}
