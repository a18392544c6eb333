import { sql } from 'kysely';
import type { Executor, Reader } from '../db/index.ts';
import { type User, toUser } from './users.repository.ts';

/** What a log-in needs to know of a user. */
export type Credentials = {
  readonly user: User;
  readonly passwordHash: string;
};

export async function findCredentials(
  db: Reader,
  username: string,
): Promise<Credentials | undefined> {
  const row = await db
    .selectFrom('users')
    .selectAll()
    .where('username', '=', username)
    .executeTakeFirst();
  return row && { user: toUser(row), passwordHash: row.password_hash };
}

/** The kinds of bcrypt hashes that other programs left here, by the beginning of each: `$2b$10$`. */
export async function listImportedKinds(db: Reader): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('users')
    .select(sql<string>`substr(password_hash, 1, 7)`.as('kind'))
    .distinct()
    .where('password_hash', 'like', '$2_$__$%')
    .execute();
  return rows.map(({ kind }) => kind);
}

export async function setPasswordHash(
  tx: Executor,
  id: string,
  passwordHash: string,
): Promise<void> {
  await tx.updateTable('users').set({ password_hash: passwordHash }).where('id', '=', id).execute();
}

/** What admins see of wrong passwords. A name that nobody has changes nothing, in the same time. */
export async function showLoginState(
  tx: Executor,
  username: string,
  { attempts, lockedUntil }: { readonly attempts: number; readonly lockedUntil: Date | null },
): Promise<void> {
  await tx
    .updateTable('users')
    .set({ login_attempts: attempts, locked_until: lockedUntil })
    .where('username', '=', username)
    .execute();
}

export async function recordLogin(tx: Executor, id: string, at: Date): Promise<void> {
  await tx.updateTable('users').set({ last_login: at }).where('id', '=', id).execute();
}
