import { type Executor, type Reader, type Role, type ValueOf, prepareQuery } from '../db/index.ts';

/** The one session of a user, with what every request needs to know of that user. */
export type CurrentSession = {
  readonly id: string;
  /** SHA-256 of the token in hex: the store alone gives nobody a session. */
  readonly tokenHash: string | null;
  readonly expiresAt: Date | null;
  readonly userId: string;
  readonly username: string;
  readonly fullName: string | null;
  readonly role: Role;
};

const selectSession = prepareQuery((db, value: ValueOf<{ userId: string }>) =>
  db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select([
      'sessions.id',
      'sessions.token_hash as tokenHash',
      'sessions.expires_at',
      'users.id as userId',
      'users.username',
      'users.full_name as fullName',
      'users.role',
    ])
    .where('sessions.user_id', '=', value('userId'))
    .where('sessions.is_active', '=', true)
    .where('users.is_active', '=', true),
);

/** The session of an active user, or undefined when there is none. */
export async function findSessionOf(
  db: Reader,
  userId: string,
): Promise<CurrentSession | undefined> {
  const { rows } = await selectSession(db, { userId });
  if (!rows[0]) return undefined;
  const { expires_at: expiresAt, ...session } = rows[0];
  return { ...session, expiresAt };
}

/** Begins a session; the one the user had before ends. Returns whether there was one that had not expired. */
export async function replaceSession(
  tx: Executor,
  session: {
    readonly id: string;
    readonly userId: string;
    readonly tokenHash: string;
    readonly expiresAt: Date;
    readonly ipAddress: string | null;
    readonly userAgent: string | null;
    readonly at: Date;
  },
): Promise<boolean> {
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

/** Ends whatever session the user has; returns whether there was one. */
export async function deleteSessionOf(tx: Executor, userId: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('sessions')
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}
