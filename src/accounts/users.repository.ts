import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import type { Executor, Reader, Role, Schema } from '../db/index.ts';
import { userNotFound, usernameTaken } from './accounts.errors.ts';

/** Somebody who may use the admin page; never with the password's hash. */
export type User = {
  readonly id: string;
  readonly username: string;
  readonly fullName: string | null;
  readonly email: string | null;
  readonly role: Role;
  readonly isActive: boolean;
  readonly lastLogin: Date | null;
  readonly lockedUntil: Date | null;
  readonly createdAt: Date;
};

/** What a log-in needs to know of a user. */
export type Credentials = {
  readonly user: User;
  readonly passwordHash: string;
  readonly loginAttempts: number;
};

export type NewUser = Pick<User, 'username' | 'role'> & {
  /** From `hashPassword`. */
  readonly passwordHash: string;
  readonly fullName?: string | null;
  readonly email?: string | null;
  readonly createdBy?: string | null;
};

export type UserChange = Partial<
  Pick<User, 'username' | 'fullName' | 'email' | 'role' | 'isActive'>
>;

export async function countUsers(db: Reader): Promise<number> {
  const { count } = await db
    .selectFrom('users')
    .select((row) => row.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

export async function listUsers(db: Reader): Promise<readonly User[]> {
  const rows = await db.selectFrom('users').selectAll().orderBy('username').execute();
  return rows.map(toUser);
}

export async function findUser(db: Reader, id: string): Promise<User | undefined> {
  const row = await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toUser(row);
}

export async function findCredentials(
  db: Reader,
  username: string,
): Promise<Credentials | undefined> {
  const row = await db
    .selectFrom('users')
    .selectAll()
    .where('username', '=', username)
    .executeTakeFirst();
  return (
    row && { user: toUser(row), passwordHash: row.password_hash, loginAttempts: row.login_attempts }
  );
}

/** @throws AppError `users.username_taken` */
export async function insertUser(tx: Executor, user: NewUser, at: Date): Promise<User> {
  const row = await tx
    .insertInto('users')
    .values({
      id: randomUUID(),
      username: user.username,
      password_hash: user.passwordHash,
      full_name: user.fullName ?? null,
      email: user.email ?? null,
      role: user.role,
      created_by: user.createdBy ?? null,
      created_at: at,
    })
    .onConflict((conflict) => conflict.column('username').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!row) throw usernameTaken(user.username);
  return toUser(row);
}

/** @throws AppError `users.not_found` or `users.username_taken` */
export async function updateUser(tx: Executor, id: string, change: UserChange): Promise<User> {
  if (change.username !== undefined) {
    const holder = await findCredentials(tx, change.username);
    if (holder && holder.user.id !== id) throw usernameTaken(change.username);
  }
  const row = await tx
    .updateTable('users')
    .set({
      id,
      ...(change.username === undefined ? {} : { username: change.username }),
      ...(change.fullName === undefined ? {} : { full_name: change.fullName }),
      ...(change.email === undefined ? {} : { email: change.email }),
      ...(change.role === undefined ? {} : { role: change.role }),
      ...(change.isActive === undefined ? {} : { is_active: change.isActive }),
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw userNotFound();
  return toUser(row);
}

/** Gives a new password, and unlocks. @throws AppError `users.not_found` */
export async function setPasswordHash(
  tx: Executor,
  id: string,
  passwordHash: string,
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('users')
    .set({ password_hash: passwordHash, login_attempts: 0, locked_until: null })
    .where('id', '=', id)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw userNotFound();
}

/** @throws AppError `users.not_found` */
export async function unlockUser(tx: Executor, id: string): Promise<void> {
  await setLoginAttempts(tx, id, { attempts: 0, lockedUntil: null });
}

/** @throws AppError `users.not_found` */
export async function setLoginAttempts(
  tx: Executor,
  id: string,
  { attempts, lockedUntil }: { readonly attempts: number; readonly lockedUntil: Date | null },
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('users')
    .set({ login_attempts: attempts, locked_until: lockedUntil })
    .where('id', '=', id)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw userNotFound();
}

export async function recordLogin(tx: Executor, id: string, at: Date): Promise<void> {
  await tx
    .updateTable('users')
    .set({ login_attempts: 0, locked_until: null, last_login: at })
    .where('id', '=', id)
    .execute();
}

/** Removes the user and the session; what they did stays in the audit log. @throws AppError `users.not_found` */
export async function deleteUser(tx: Executor, id: string): Promise<void> {
  const { numDeletedRows } = await tx.deleteFrom('users').where('id', '=', id).executeTakeFirst();
  if (numDeletedRows === 0n) throw userNotFound();
}

function toUser(row: Selectable<Schema['users']>): User {
  return {
    id: row.id,
    username: row.username,
    fullName: row.full_name,
    email: row.email,
    role: row.role,
    isActive: row.is_active,
    lastLogin: row.last_login,
    lockedUntil: row.locked_until,
    createdAt: row.created_at,
  };
}
