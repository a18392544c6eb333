import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Clock } from '#sdk';
import type { Db, Executor, Role } from '../db/index.ts';
import { sessionEnded, sessionExpired, sessionReplaced, sessionRequired } from './auth.errors.ts';
import { type TokenContent, hashToken, readToken, signToken } from './session-token.ts';
import {
  type CurrentSession,
  findSessionOf,
  renewSession,
  replaceSession,
} from './sessions.repository.ts';

const TOKEN_MS = 60 * 60_000;
const RENEW_AFTER_MS = 10 * 60_000;
const SESSION_MS = 12 * 3_600_000;
/** The longest that programs name themselves, or are made to. */
const USER_AGENT_CHARACTERS = 300;
/** Checking a signature costs a request more than all else that is looked up for it; a token's never changes. */
const MOST_PROVEN_TOKENS = 1_000;

/** A token for the cookie; it is kept nowhere. */
export type SessionGrant = {
  readonly token: string;
  /** When the token ends unless the session is used before. */
  readonly expiresAt: Date;
  /** When the session ends, however much it is used. */
  readonly endsAt: Date;
};

/** Who a request comes from. */
export type SessionUser = {
  readonly id: string;
  readonly username: string;
  readonly fullName: string | null;
  readonly role: Role;
  readonly sessionId: string;
};

/** A session that is signed and not yet begun. */
export type NewSession = SessionGrant & {
  /** Begins it in place of the one the user had; returns whether that one still lived. */
  begin(tx: Executor, from: SessionOrigin): Promise<boolean>;
};

export type SessionOrigin = {
  readonly ipAddress: string | null;
  readonly userAgent: string | null;
};

type ProvenToken = TokenContent & { readonly tokenHash: string };

export type Sessions = {
  /** Signs the first token of a session for a user: before the transaction that begins it. */
  prepare(userId: string): Promise<NewSession>;
  /**
   * @param onRenewed is given the session's next token when it is time for one; without, none is made
   * @throws AppError `auth.required`, `auth.session_replaced`, `auth.session_ended` or `auth.session_expired`, all 401
   */
  requireSession(
    token: string | undefined,
    onRenewed?: (grant: SessionGrant) => void,
  ): Promise<SessionUser>;
};

/**
 * One session per user, and the check every request makes. Its token lives for an hour and is replaced while the session
 * is used; an earlier token stays good to its own end, since programs may not look at the new one. All end with the
 * session: at log-out, at the next log-in, after twelve hours, or when an admin ends it.
 *
 * @param key `deriveKey(master, 'sessions')`
 */
export function createSessions({
  db,
  key,
  clock,
}: {
  readonly db: Db;
  readonly key: Buffer;
  readonly clock: Clock;
}): Sessions {
  const provenTokens = new LRUCache<string, ProvenToken>({ max: MOST_PROVEN_TOKENS });
  const looking = new Map<string, Promise<CurrentSession | undefined>>();

  /** Requests that arrive together look once: what ends a session is committed before or after all of them. */
  async function sessionOfThisTurn(userId: string): Promise<CurrentSession | undefined> {
    const begun = looking.get(userId) ?? findSessionOf(db.read, userId);
    if (!looking.has(userId)) {
      looking.set(userId, begun);
      setImmediate(() => looking.delete(userId));
    }
    return await begun;
  }

  async function prepare(userId: string): Promise<NewSession> {
    const at = clock();
    const sessionId = randomUUID();
    const endsAt = new Date(at.getTime() + SESSION_MS);
    const expiresAt = new Date(at.getTime() + TOKEN_MS);
    const token = await signToken(key, { userId, sessionId, issuedAt: at, expiresAt });
    const tokenHash = hashToken(token);
    return {
      token,
      expiresAt,
      endsAt,
      begin: (tx, { ipAddress, userAgent }) =>
        replaceSession(tx, {
          id: sessionId,
          userId,
          tokenHash,
          expiresAt,
          ipAddress,
          userAgent: userAgent?.slice(0, USER_AGENT_CHARACTERS) ?? null,
          at,
        }),
    };
  }

  async function requireSession(
    token: string | undefined,
    onRenewed?: (grant: SessionGrant) => void,
  ): Promise<SessionUser> {
    if (!token) throw sessionRequired();
    const now = clock();
    const proven = await proveToken(token, now);
    const session = await sessionOfThisTurn(proven.userId);
    assertLives(session, proven, now);
    if (onRenewed && isTimeToRenew(session, proven, now)) {
      const grant = await renew(session, now);
      if (grant) onRenewed(grant);
    }
    const { username, fullName, role } = session;
    return { id: proven.userId, username, fullName, role, sessionId: session.id };
  }

  /** Whether its session still lives is asked of the store every time; only that we made it is remembered. */
  async function proveToken(token: string, now: Date): Promise<ProvenToken> {
    const known = provenTokens.get(token);
    if (known) {
      if (known.expiresAt <= now) throw sessionExpired();
      return known;
    }
    const proven = { ...(await readToken(key, token, now)), tokenHash: hashToken(token) };
    provenTokens.set(token, proven);
    return proven;
  }

  /** The next token; undefined when another request renewed the session at the same time. */
  async function renew(session: CurrentSession, now: Date): Promise<SessionGrant | undefined> {
    const { id: sessionId, userId } = session;
    const endsAt = new Date(session.createdAt.getTime() + SESSION_MS);
    const expiresAt = new Date(Math.min(now.getTime() + TOKEN_MS, endsAt.getTime()));
    const token = await signToken(key, { userId, sessionId, issuedAt: now, expiresAt });
    const next = { tokenHash: hashToken(token), expiresAt, at: now };
    const isRenewed = await db.write((tx) => renewSession(tx, session, next));
    return isRenewed ? { token, expiresAt, endsAt } : undefined;
  }

  return { prepare, requireSession };
}

function assertLives(
  session: CurrentSession | undefined,
  token: ProvenToken,
  now: Date,
): asserts session is CurrentSession {
  if (!session) throw sessionRequired();
  if (session.id !== token.sessionId) throw sessionReplaced();
  if (!session.isActive || !session.isUserActive) throw sessionEnded();
  if (!isTokenOf(session, token)) throw sessionReplaced();
  if (!session.expiresAt || session.expiresAt <= now) throw sessionExpired();
}

/** The newest token is the one the store knows; one of before the last renewal was replaced by it, and lives on. */
function isTokenOf(session: CurrentSession, { tokenHash, issuedAt }: ProvenToken): boolean {
  const { renewedAt } = session;
  if (tokenHash === session.tokenHash || tokenHash === session.previousTokenHash) return true;
  return renewedAt !== null && issuedAt.getTime() + RENEW_AFTER_MS <= renewedAt.getTime();
}

/** A program that keeps its old token does not make the session a new one at every request. */
function isTimeToRenew(session: CurrentSession, token: TokenContent, now: Date): boolean {
  const renewedAtMs = (session.renewedAt ?? session.createdAt).getTime();
  const nowMs = now.getTime();
  const endsAtMs = session.createdAt.getTime() + SESSION_MS;
  const expiresAtMs = session.expiresAt?.getTime() ?? 0;
  return (
    token.issuedAt.getTime() + RENEW_AFTER_MS <= nowMs &&
    renewedAtMs + RENEW_AFTER_MS <= nowMs &&
    expiresAtMs + 1_000 < endsAtMs
  );
}
