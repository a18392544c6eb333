import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Clock } from '#sdk';
import { recordAudit } from '../audit/index.ts';
import { type Db, type Executor, type Role, takeTurns } from '../db/index.ts';
import {
  accountLocked,
  credentialsWrong,
  sessionExpired,
  sessionReplaced,
  sessionRequired,
} from './accounts.errors.ts';
import { isPasswordOf } from './hash-password.ts';
import { createLoginGuard } from './login-guard.ts';
import { type TokenContent, hashToken, readToken, signToken } from './session-token.ts';
import { deleteSessionOf, findSessionOf, replaceSession } from './sessions.repository.ts';
import { type Credentials, type User, findCredentials, recordLogin } from './users.repository.ts';

const SESSION_MS = 12 * 3_600_000;
/** Checking a signature costs a request more than all else that is looked up for it; a token's never changes. */
const MOST_PROVEN_TOKENS = 1_000;

export type LoginAttempt = {
  readonly username: string;
  readonly password: string;
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
};

export type Login = {
  readonly user: User;
  /** For the cookie; it is kept nowhere. */
  readonly token: string;
  readonly expiresAt: Date;
  /** Whether this log-in ended another session of the user. */
  readonly hasReplaced: boolean;
};

/** Who a request comes from. */
export type SessionUser = {
  readonly id: string;
  readonly username: string;
  readonly fullName: string | null;
  readonly role: Role;
};

type ProvenToken = TokenContent & { readonly tokenHash: string };

export type Sessions = {
  /** @throws AppError `auth.credentials_wrong` (401) or `auth.locked` (423) */
  logIn(attempt: LoginAttempt): Promise<Login>;
  /** @throws AppError `auth.required`, `auth.session_replaced` or `auth.session_expired`, all 401 */
  requireSession(token: string | undefined): Promise<SessionUser>;
  /** Ends the session of the token; one that is over already is no error. */
  logOut(token: string | undefined): Promise<void>;
};

/** Log-in, one session per user, and the check every request makes. `key` is `deriveKey(master, 'sessions')`. */
export function createSessions(deps: { db: Db; key: Buffer; clock: Clock }): Sessions {
  const { db, key, clock } = deps;
  const guard = createLoginGuard();
  const provenTokens = new LRUCache<string, ProvenToken>({ max: MOST_PROVEN_TOKENS });

  async function logIn(attempt: LoginAttempt): Promise<Login> {
    const { username, password } = attempt;
    const before = await findCredentials(db.read, username);
    const lock = guard.lockedUntil(username, before, clock());
    if (lock) throw accountLocked(lock);
    const isRight = await isPasswordOf(before?.passwordHash, password);
    const now = clock();
    const expiresAt = new Date(now.getTime() + SESSION_MS);
    const sessionId = randomUUID();
    const token = before
      ? await signToken(key, { userId: before.user.id, sessionId }, now, expiresAt)
      : '';

    // Decided in one transaction on the row as it is now: of many tries at once only five are looked at.
    const login = await db.write(async (tx) => {
      await takeTurns(tx, `log-in ${username}`);
      const known = await findCredentials(tx, username);
      const lockedUntil = guard.lockedUntil(username, known, now);
      if (lockedUntil) return accountLocked(lockedUntil);
      const isSamePassword = known?.passwordHash === before?.passwordHash;
      if (!known || !isRight || !isSamePassword || !known.user.isActive) {
        return await refuse(tx, attempt, known, now);
      }
      const hasReplaced = await replaceSession(tx, {
        id: sessionId,
        userId: known.user.id,
        tokenHash: hashToken(token),
        expiresAt,
        ipAddress: attempt.ipAddress,
        userAgent: attempt.userAgent,
        at: now,
      });
      await recordLogin(tx, known.user.id, now);
      await audit(tx, attempt, 'auth.logged_in', known.user.id, { hasReplaced }, now);
      const user = { ...known.user, lastLogin: now, lockedUntil: null };
      return { user, token, expiresAt, hasReplaced };
    });
    if (login instanceof Error) throw login;
    return login;
  }

  /** The error is returned, not thrown: the count of failures must be kept. */
  async function refuse(
    tx: Executor,
    attempt: LoginAttempt,
    known: Credentials | undefined,
    now: Date,
  ): Promise<Error> {
    const { username } = attempt;
    const lockedUntil = await guard.countFailure(tx, username, known, now);
    const action = lockedUntil ? 'auth.locked' : 'auth.login_failed';
    await audit(tx, attempt, action, known?.user.id ?? null, { username }, now);
    return lockedUntil ? accountLocked(lockedUntil) : credentialsWrong();
  }

  async function requireSession(token: string | undefined): Promise<SessionUser> {
    if (!token) throw sessionRequired();
    const now = clock();
    const { userId, sessionId, tokenHash } = await proveToken(token, now);
    const session = await findSessionOf(db.read, userId);
    if (!session) throw sessionRequired();
    if (session.id !== sessionId || session.tokenHash !== tokenHash) throw sessionReplaced();
    if (!session.expiresAt || session.expiresAt <= now) throw sessionExpired();
    const { username, fullName, role } = session;
    return { id: userId, username, fullName, role };
  }

  /** Whether its session still lives is asked of the store every time; only that we made it is remembered. */
  async function proveToken(token: string, now: Date): Promise<ProvenToken> {
    const known = provenTokens.get(token);
    if (known) return known;
    const proven = { ...(await readToken(key, token, now)), tokenHash: hashToken(token) };
    provenTokens.set(token, proven);
    return proven;
  }

  async function logOut(token: string | undefined): Promise<void> {
    const user = await requireSession(token).catch(() => undefined);
    if (!user) return;
    const at = clock();
    await db.write(async (tx) => {
      await deleteSessionOf(tx, user.id);
      await recordAudit(tx, { userId: user.id, action: 'auth.logged_out', at });
    });
  }

  return { logIn, requireSession, logOut };
}

async function audit(
  tx: Executor,
  { ipAddress, userAgent }: LoginAttempt,
  action: string,
  userId: string | null,
  details: Readonly<Record<string, unknown>>,
  at: Date,
): Promise<void> {
  await recordAudit(tx, { userId, action, details, ipAddress, userAgent, at });
}
