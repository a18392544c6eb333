import { randomBytes, randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Clock } from '#sdk';
import type { Change } from '../audit/index.ts';
import { type Db, takeTurns } from '../db/index.ts';
import type { Actor, SignedInUser } from '../lib/http/index.ts';
import { apiTokenNameTaken, apiTokenNotFound, apiTokenRefused } from './api-tokens.errors.ts';
import {
  type StoredApiToken,
  deleteApiToken,
  findApiToken,
  findApiTokenByHash,
  insertApiToken,
  isApiTokenName,
  recordApiTokenUse,
} from './api-tokens.repository.ts';
import type { NewApiToken } from './api-tokens.schema.ts';
import { hashToken } from './session-token.ts';

/** What every API token begins with, so that people and programs that look for lost secrets know one when they see it. */
export const API_TOKEN_PREFIX = 'plt_';
const TOKEN_BYTES = 32;
const DAY_MS = 24 * 3_600_000;
const NOTE_USE_EVERY_MS = 60_000;
const MOST_NOTED = 1_000;

/** What programs log in with: named, scoped to a role, expiring, kept as hashes. */
export type ApiTokens = ReturnType<typeof createApiTokens>;

export function createApiTokens({
  db,
  change,
  clock,
}: {
  readonly db: Db;
  readonly change: Change;
  readonly clock: Clock;
}) {
  /** When each token's use was last written down by this process: of many requests at once only one does. */
  const notedAtMs = new LRUCache<string, number>({ max: MOST_NOTED });

  /** Whose token it is: the program's, with the token's role. @throws AppError `auth.api_token_refused` */
  async function findHolder(token: string): Promise<SignedInUser> {
    const now = clock();
    const known = await findApiTokenByHash(db.read, hashToken(token));
    if (!known || known.expiresAt <= now) throw apiTokenRefused();
    await noteUse(known, now);
    return { id: null, username: `token:${known.name}`, fullName: null, role: known.role };
  }

  async function noteUse(
    { id, lastUsedAt }: Pick<StoredApiToken, 'id' | 'lastUsedAt'>,
    now: Date,
  ): Promise<void> {
    const notedMs = Math.max(lastUsedAt?.getTime() ?? 0, notedAtMs.get(id) ?? 0);
    if (now.getTime() - notedMs < NOTE_USE_EVERY_MS) return;
    notedAtMs.set(id, now.getTime());
    await db.write((tx) => recordApiTokenUse(tx, id, now));
  }

  /** @throws AppError `api_tokens.name_taken` */
  async function make(actor: Actor, { name, role, expiresInDays }: NewApiToken) {
    const token = API_TOKEN_PREFIX + randomBytes(TOKEN_BYTES).toString('base64url');
    const made = await change(actor, async (tx, at) => {
      await takeTurns(tx, 'api token names');
      if (await isApiTokenName(tx, name)) throw apiTokenNameTaken(name);
      const id = randomUUID();
      const expiresAt = new Date(at.getTime() + expiresInDays * DAY_MS);
      const row = { id, name, role, tokenHash: hashToken(token), createdBy: actor.userId };
      await insertApiToken(tx, { ...row, expiresAt }, at);
      const details = { id, after: { name, role, expiresAt: expiresAt.toISOString() } };
      return { result: await requireToken(tx, id), action: 'api_tokens.created', details };
    });
    return { ...made, token };
  }

  /** Takes effect on the next request. @throws AppError `api_tokens.not_found` */
  async function revoke(actor: Actor, id: string): Promise<void> {
    await change(actor, async (tx) => {
      const { name, role } = await requireToken(tx, id);
      await deleteApiToken(tx, id);
      const details = { id, before: { name, role } };
      return { result: undefined, action: 'api_tokens.revoked', details };
    });
  }

  return { findHolder, make, revoke };
}

async function requireToken(
  tx: Parameters<typeof findApiToken>[0],
  id: string,
): Promise<StoredApiToken> {
  const token = await findApiToken(tx, id);
  if (!token) throw apiTokenNotFound();
  return token;
}
