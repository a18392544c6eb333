import { type Page, type PageRequest, type Reader, type Role, readPage } from '../db/index.ts';

/** A session as an admin sees it. */
export type ListedSession = {
  readonly id: string;
  readonly userId: string;
  readonly username: string;
  readonly role: Role;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
};

/** A page of the sessions that live now, newest first unless asked otherwise. */
export async function pageSessions(
  db: Reader,
  request: PageRequest,
  now: Date,
): Promise<Page<ListedSession>> {
  const page = await readPage(selectListed(db, now), request, {
    id: 'sessions.id',
    sorts: {
      createdAt: { column: 'sessions.created_at', kind: 'instant' },
      expiresAt: { column: 'sessions.expires_at', kind: 'instant' },
      username: { column: 'users.username', kind: 'text' },
    },
    defaultSort: '-createdAt',
    searched: ['users.username', 'sessions.ip_address', 'sessions.user_agent'],
  });
  return { ...page, items: page.items.map(toListed) };
}

/** A session that lives now. */
export async function findLiveSession(
  db: Reader,
  id: string,
  now: Date,
): Promise<ListedSession | undefined> {
  const row = await selectListed(db, now).where('sessions.id', '=', id).executeTakeFirst();
  return row && toListed(row);
}

function selectListed(db: Reader, now: Date) {
  return db
    .selectFrom('sessions')
    .innerJoin('users', 'users.id', 'sessions.user_id')
    .select([
      'sessions.id',
      'users.id as userId',
      'users.username',
      'users.role',
      'sessions.ip_address',
      'sessions.user_agent',
      'sessions.created_at',
      'sessions.expires_at',
    ])
    .where('sessions.is_active', '=', true)
    .where('users.is_active', '=', true)
    .where('sessions.expires_at', '>', now);
}

type ListedRow = Awaited<ReturnType<ReturnType<typeof selectListed>['executeTakeFirstOrThrow']>>;

function toListed({
  ip_address: ipAddress,
  user_agent: userAgent,
  created_at: createdAt,
  expires_at: expiresAt,
  ...row
}: ListedRow): ListedSession {
  return { ...row, ipAddress, userAgent, createdAt, expiresAt: expiresAt ?? createdAt };
}
