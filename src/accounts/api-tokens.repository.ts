import {
  type Executor,
  type Page,
  type PageRequest,
  type Reader,
  type Role,
  type ValueOf,
  prepareQuery,
  readPage,
} from '../db/index.ts';

/** What a program logs in with; of the token itself only the hash is kept. */
export type StoredApiToken = {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  /** The name of the user who made it. */
  readonly createdBy: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
};

export type ApiTokenToStore = {
  readonly id: string;
  readonly name: string;
  readonly tokenHash: string;
  readonly role: Role;
  readonly createdBy: string | null;
  readonly expiresAt: Date;
};

const selectByHash = prepareQuery((db, value: ValueOf<{ tokenHash: string }>) =>
  db
    .selectFrom('api_tokens')
    .select(['id', 'name', 'role', 'expires_at', 'last_used_at'])
    .where('token_hash', '=', value('tokenHash')),
);

/** The token of a hash, expired or not. */
export async function findApiTokenByHash(
  db: Reader,
  tokenHash: string,
): Promise<Omit<StoredApiToken, 'createdBy' | 'createdAt'> | undefined> {
  const { rows } = await selectByHash(db, { tokenHash });
  const row = rows[0];
  if (!row) return undefined;
  const { expires_at: expiresAt, last_used_at: lastUsedAt, ...token } = row;
  return { ...token, expiresAt, lastUsedAt };
}

/** A page of tokens, expired ones too, by name unless asked otherwise. */
export async function pageApiTokens(
  db: Reader,
  request: PageRequest,
): Promise<Page<StoredApiToken>> {
  const page = await readPage(selectListed(db), request, {
    id: 'api_tokens.id',
    sorts: {
      name: { column: 'api_tokens.name', kind: 'text' },
      role: { column: 'api_tokens.role', kind: 'text' },
      createdAt: { column: 'api_tokens.created_at', kind: 'instant' },
      expiresAt: { column: 'api_tokens.expires_at', kind: 'instant' },
      lastUsedAt: { column: 'api_tokens.last_used_at', kind: 'instant' },
    },
    defaultSort: 'name',
    searched: ['api_tokens.name', 'users.username'],
  });
  return { ...page, items: page.items.map(toApiToken) };
}

export async function findApiToken(db: Reader, id: string): Promise<StoredApiToken | undefined> {
  const row = await selectListed(db).where('api_tokens.id', '=', id).executeTakeFirst();
  return row && toApiToken(row);
}

export async function isApiTokenName(db: Reader, name: string): Promise<boolean> {
  const row = await db
    .selectFrom('api_tokens')
    .select('id')
    .where('name', '=', name)
    .executeTakeFirst();
  return row !== undefined;
}

export async function insertApiToken(
  tx: Executor,
  { tokenHash, createdBy, expiresAt, ...token }: ApiTokenToStore,
  at: Date,
): Promise<void> {
  await tx
    .insertInto('api_tokens')
    .values({
      ...token,
      token_hash: tokenHash,
      created_by: createdBy,
      created_at: at,
      expires_at: expiresAt,
    })
    .execute();
}

export async function recordApiTokenUse(tx: Executor, id: string, at: Date): Promise<void> {
  await tx.updateTable('api_tokens').set({ last_used_at: at }).where('id', '=', id).execute();
}

export async function deleteApiToken(tx: Executor, id: string): Promise<void> {
  await tx.deleteFrom('api_tokens').where('id', '=', id).execute();
}

function selectListed(db: Reader) {
  return db
    .selectFrom('api_tokens')
    .leftJoin('users', 'users.id', 'api_tokens.created_by')
    .select([
      'api_tokens.id',
      'api_tokens.name',
      'api_tokens.role',
      'users.username as createdBy',
      'api_tokens.created_at',
      'api_tokens.expires_at',
      'api_tokens.last_used_at',
    ]);
}

type ListedRow = Awaited<ReturnType<ReturnType<typeof selectListed>['executeTakeFirstOrThrow']>>;

function toApiToken({
  created_at: createdAt,
  expires_at: expiresAt,
  last_used_at: lastUsedAt,
  ...token
}: ListedRow): StoredApiToken {
  return { ...token, createdAt, expiresAt, lastUsedAt };
}
