import type { Audit } from '../audit/index.ts';
import { type Db, takeTurns } from '../db/index.ts';
import type { Actor } from '../lib/http/index.ts';
import { hashNewPassword } from './hash-new-password.ts';
import { type User, countUsers, insertUser } from './users.repository.ts';

/**
 * Makes the first admin of a store without users, however many ask for it at once.
 *
 * @returns the admin made; undefined when there is a user already
 * @throws AppError as `hashNewPassword` does
 */
export async function makeFirstAdmin(
  { db, audit }: { readonly db: Db; readonly audit: Audit },
  wanted: {
    readonly username: string;
    readonly password: string;
    readonly fullName?: string | null | undefined;
  },
  from: Pick<Actor, 'ipAddress' | 'userAgent'>,
  at: Date,
): Promise<User | undefined> {
  if ((await countUsers(db.read)) > 0) return undefined;
  const { username, password, fullName } = wanted;
  const passwordHash = await hashNewPassword(password, wanted);
  return await db.write(async (tx) => {
    await takeTurns(tx, 'first admin');
    if ((await countUsers(tx)) > 0) return undefined;
    const user = await insertUser(tx, { username, passwordHash, fullName, role: 'admin' }, at);
    const { ipAddress, userAgent } = from;
    const actor = { userId: user.id, name: username, ipAddress, userAgent };
    await audit.record(tx, { actor, action: 'users.first_admin_made', at });
    return user;
  });
}
