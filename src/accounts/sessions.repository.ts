import { type Executor, type Reader, type Role, type ValueOf, prepareQuery } from '../db/index.ts';

/** The one session of a user, with what every request needs to know of that user. */
export type CurrentSession = {
  readonly id: string;
  /** SHA-256 of the newest token in hex: the store alone gives nobody a session. */
  readonly tokenHash: string | null;
  /** Of the token before that one. */
  readonly previousTokenHash: string | null;
  readonly expiresAt: Date | null;
  readonly createdAt: Date;
  readonly renewedAt: Date | null;
  readonly isActive: boolean;
  readonly userId: string;
  readonly isUserActive: boolean;
  readonly username: string;
  readonly fullName: string | null;
  readonly role: Role;
};

export type SessionToStore = {
  readonly id: string;
  readonly userId: string;
  readonly tokenHash: string;
  readonly expiresAt: Date;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
  readonly at: Date;
};

const selectSession = prepareQuery((db, value: ValueOf<{ userId: string }>) =>
  db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select([
      'sessions.id',
      'sessions.token_hash',
      'sessions.previous_token_hash',
      'sessions.expires_at',
      'sessions.created_at',
      'sessions.renewed_at',
      'sessions.is_active',
      'users.id as userId',
      // A name by which SQLite's form of a boolean is known, and another than that of the session's.
      'users.is_active as enabled',
      'users.username',
      'users.full_name as fullName',
      'users.role',
    ])
    .where('sessions.user_id', '=', value('userId')),
);

/** The session of a user, ended or not, or undefined when there is none. */
export async function findSessionOf(
  db: Reader,
  userId: string,
): Promise<CurrentSession | undefined> {
  const { rows } = await selectSession(db, { userId });
  const row = rows[0];
  return (
    row && {
      id: row.id,
      tokenHash: row.token_hash,
      previousTokenHash: row.previous_token_hash,
      expiresAt: row.expires_at,
      createdAt: row.created_at,
      renewedAt: row.renewed_at,
      isActive: row.is_active,
      userId: row.userId,
      isUserActive: row.enabled,
      username: row.username,
      fullName: row.fullName,
      role: row.role,
    }
  );
}

/** Begins a session; the one the user had before ends. Returns whether there was one that still lived. */
export async function replaceSession(tx: Executor, session: SessionToStore): Promise<boolean> {
  const { at, userId } = session;
  const ended = await tx
    .deleteFrom('sessions')
    .where('user_id', '=', userId)
    .returning(['expires_at', 'is_active'])
    .execute();
  await tx
    .insertInto('sessions')
    .values({
      id: session.id,
      user_id: userId,
      token_hash: session.tokenHash,
      expires_at: session.expiresAt,
      ip_address: session.ipAddress,
      user_agent: session.userAgent,
      created_at: at,
    })
    .execute();
  return ended.some(
    ({ expires_at, is_active }) => is_active && expires_at !== null && expires_at > at,
  );
}

/** Gives a session its next token, unless another request did so first; returns whether it was this one. */
export async function renewSession(
  tx: Executor,
  { id, tokenHash }: Pick<CurrentSession, 'id' | 'tokenHash'>,
  next: { readonly tokenHash: string; readonly expiresAt: Date; readonly at: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('sessions')
    .set({
      token_hash: next.tokenHash,
      previous_token_hash: tokenHash,
      expires_at: next.expiresAt,
      renewed_at: next.at,
    })
    .where('id', '=', id)
    .where('token_hash', '=', tokenHash)
    .where('is_active', '=', true)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Ends the user's session so that its browser is told who ended it. */
export async function endSessionOf(tx: Executor, userId: string): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ is_active: false })
    .where('user_id', '=', userId)
    .execute();
}

/** Ends one session without a trace, as its own user does. */
export async function deleteSession(tx: Executor, id: string): Promise<void> {
  await tx.deleteFrom('sessions').where('id', '=', id).execute();
}

export async function deleteSessionOf(tx: Executor, userId: string): Promise<void> {
  await tx.deleteFrom('sessions').where('user_id', '=', userId).execute();
}
