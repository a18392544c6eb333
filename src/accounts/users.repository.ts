import { randomUUID } from 'node:crypto';
import type { Selectable } from 'kysely';
import {
  type Executor,
  type Page,
  type PageRequest,
  type Reader,
  type Role,
  type Schema,
  readPage,
  takeTurns,
} from '../db/index.ts';
import { usernameKey } from './username-key.ts';
import { userNotFound, usernameTaken } from './users.errors.ts';

/** Somebody who may use the admin page; never with the password's hash. */
export type User = {
  readonly id: string;
  readonly username: string;
  readonly fullName: string | null;
  readonly email: string | null;
  readonly role: Role;
  readonly isActive: boolean;
  readonly hasSecondFactor: boolean;
  readonly lastLogin: Date | null;
  readonly lockedUntil: Date | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
};

export type UserToStore = Pick<User, 'username' | 'role'> & {
  /** From `hashNewPassword`. */
  readonly passwordHash: string;
  readonly fullName?: string | null | undefined;
  readonly email?: string | null | undefined;
  readonly createdBy?: string | null;
};

/** What is left out, or undefined, stays. */
export type UserUpdate = {
  readonly [Field in 'username' | 'fullName' | 'email' | 'role' | 'isActive']?:
    | User[Field]
    | undefined;
};

export type UserFilter = {
  readonly role?: Role | undefined;
  readonly isActive?: boolean | undefined;
};

export async function countUsers(db: Reader): Promise<number> {
  const { count } = await db
    .selectFrom('users')
    .select((row) => row.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** A page of users, by name unless asked otherwise. @throws AppError `http.sort_unknown`, `http.cursor_invalid` */
export async function pageUsers(
  db: Reader,
  request: PageRequest,
  { role, isActive }: UserFilter,
): Promise<Page<User>> {
  let query = db.selectFrom('users').selectAll('users');
  if (role !== undefined) query = query.where('users.role', '=', role);
  if (isActive !== undefined) query = query.where('users.is_active', '=', isActive);
  const page = await readPage(query, request, {
    id: 'users.id',
    sorts: {
      username: { column: 'users.username', kind: 'text' },
      fullName: { column: 'users.full_name', kind: 'text' },
      email: { column: 'users.email', kind: 'text' },
      role: { column: 'users.role', kind: 'text' },
      lastLogin: { column: 'users.last_login', kind: 'instant' },
      createdAt: { column: 'users.created_at', kind: 'instant' },
    },
    defaultSort: 'username',
    searched: ['users.username', 'users.full_name', 'users.email'],
  });
  return { ...page, items: page.items.map(toUser) };
}

export async function findUser(db: Reader, id: string): Promise<User | undefined> {
  const row = await db.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toUser(row);
}

/** @throws AppError `users.not_found` */
export async function requireUser(db: Reader, id: string): Promise<User> {
  const user = await findUser(db, id);
  if (!user) throw userNotFound();
  return user;
}

export async function findUserByName(db: Reader, username: string): Promise<User | undefined> {
  const row = await db
    .selectFrom('users')
    .selectAll()
    .where('username', '=', username)
    .executeTakeFirst();
  return row && toUser(row);
}

/** How many admins could still look after Plantline if this user were none. */
export async function countOtherAdmins(db: Reader, id: string): Promise<number> {
  const { count } = await db
    .selectFrom('users')
    .select((row) => row.fn.countAll<number>().as('count'))
    .where('role', '=', 'admin')
    .where('is_active', '=', true)
    .where('id', '<>', id)
    .executeTakeFirstOrThrow();
  return count;
}

/** @throws AppError `users.username_taken` */
export async function insertUser(tx: Executor, user: UserToStore, at: Date): Promise<User> {
  await assertNameFree(tx, user.username);
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
      updated_at: at,
    })
    .onConflict((conflict) => conflict.column('username').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!row) throw usernameTaken(user.username);
  return toUser(row);
}

/** @throws AppError `users.not_found` or `users.username_taken` */
export async function updateUser(
  tx: Executor,
  id: string,
  { username, fullName, email, role, isActive }: UserUpdate,
  at: Date,
): Promise<User> {
  if (username !== undefined) {
    await assertNameFree(tx, username, id);
  }
  const row = await tx
    .updateTable('users')
    .set({
      ...(username === undefined ? {} : { username }),
      ...(fullName === undefined ? {} : { full_name: fullName }),
      ...(email === undefined ? {} : { email }),
      ...(role === undefined ? {} : { role }),
      ...(isActive === undefined ? {} : { is_active: isActive }),
      updated_at: at,
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  if (!row) throw userNotFound();
  return toUser(row);
}

/** Removes the user; what they did stays in the audit log. @throws AppError `users.not_found` */
export async function deleteUser(tx: Executor, id: string): Promise<void> {
  const { numDeletedRows } = await tx.deleteFrom('users').where('id', '=', id).executeTakeFirst();
  if (numDeletedRows === 0n) throw userNotFound();
}

/**
 * Two names that people cannot tell apart are one. A user whose name stays is let be, whoever else has one like it:
 * other programs kept them apart.
 */
async function assertNameFree(tx: Executor, username: string, exceptId?: string): Promise<void> {
  // SQLite folds A to Z only, so it is done here: whoever else asks for a name waits.
  await takeTurns(tx, 'user names');
  const users = await tx.selectFrom('users').select(['id', 'username']).execute();
  if (users.some((user) => user.id === exceptId && user.username === username)) return;
  const key = usernameKey(username);
  const isTaken = users.some((user) => user.id !== exceptId && usernameKey(user.username) === key);
  if (isTaken) throw usernameTaken(username);
}

/** A row as the rest of the product knows it: without what proves who the user is. */
export function toUser(row: Selectable<Schema['users']>): User {
  return {
    id: row.id,
    username: row.username,
    fullName: row.full_name,
    email: row.email,
    role: row.role,
    isActive: row.is_active,
    hasSecondFactor: row.second_factor_since !== null,
    lastLogin: row.last_login,
    lockedUntil: row.locked_until,
    createdAt: row.created_at,
    // Rows that other programs wrote have none.
    updatedAt: row.updated_at ?? row.created_at,
  };
}
