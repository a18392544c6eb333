import { type Executor, type Reader, type Role, takeTurns } from '../db/index.ts';
import { costOfBcrypt } from './bcrypt.ts';

/** A user that another program kept, with the password's hash as it is. */
export type ImportedUser = {
  readonly id: string;
  readonly username: string;
  readonly passwordHash: string;
  readonly fullName: string | null;
  readonly email: string | null;
  readonly role: Role;
  readonly createdBy: string | null;
  readonly isActive: boolean;
  readonly lastLogin: Date | null;
  readonly createdAt: Date;
};

/** Users as they are, for whoever brings others. */
export async function listKnownUsers(
  db: Reader,
): Promise<
  readonly { readonly id: string; readonly username: string; readonly isActiveAdmin: boolean }[]
> {
  const rows = await db
    .selectFrom('users')
    .select(['id', 'username', 'role', 'is_active'])
    .execute();
  return rows.map(({ id, username, role, is_active }) => ({
    id,
    username,
    isActiveAdmin: role === 'admin' && is_active,
  }));
}

/** Whether a password of this hash can be checked: it is made anew when its user logs in. */
export function isImportableHash(hash: string | undefined): boolean {
  return costOfBcrypt(hash) !== undefined;
}

/** Puts in users, in an order in which each comes after whoever made them. Their names must be free. */
export async function insertImportedUsers(
  tx: Executor,
  users: readonly ImportedUser[],
): Promise<void> {
  if (users.length === 0) return;
  await takeTurns(tx, 'user names');
  for (const user of users) {
    await tx
      .insertInto('users')
      .values({
        id: user.id,
        username: user.username,
        password_hash: user.passwordHash,
        full_name: user.fullName,
        email: user.email,
        role: user.role,
        created_by: user.createdBy,
        created_at: user.createdAt,
        updated_at: user.createdAt,
        last_login: user.lastLogin,
        is_active: user.isActive,
      })
      .execute();
  }
}
