import type { Clock } from '#sdk';
import type { Audit } from '../audit/index.ts';
import type { Db, Executor, Reader } from '../db/index.ts';
import { networkOf } from '../lib/http/index.ts';
import { accountLocked } from './auth.errors.ts';
import type { Credentials } from './credentials.repository.ts';
import { createLoginGuard } from './login-guard.ts';
import type { SessionOrigin } from './sessions.ts';

/** Who says to be whom, and from where. */
export type Attempt = SessionOrigin & { readonly username: string };

/** Counts and writes down tries to prove who somebody is; each in the log-in turn of the name. */
export type LoginAttempts = ReturnType<typeof createLoginAttempts>;

export function createLoginAttempts({
  db,
  audit,
  clock,
}: {
  readonly db: Db;
  readonly audit: Audit;
  readonly clock: Clock;
}) {
  const guard = createLoginGuard();

  /** The error for a place that is locked, or undefined. */
  async function findLock(
    reader: Reader,
    attempt: Attempt,
    known: Credentials | undefined,
    now: Date,
  ): Promise<Error | undefined> {
    const until = await guard.lockedUntil(reader, placeOf(attempt), known, now);
    return until && accountLocked(until);
  }

  /** @throws AppError `auth.locked` */
  async function assertOpen(attempt: Attempt, known: Credentials | undefined): Promise<void> {
    const lock = await findLock(db.read, attempt, known, clock());
    if (lock) throw lock;
  }

  /**
   * Counts a try that failed and returns its error, or that of the lock it led to. To be returned, not thrown, by the
   * transaction: the count must be kept.
   */
  async function refuse(
    tx: Executor,
    attempt: Attempt,
    known: Credentials | undefined,
    error: Error,
    now: Date,
  ): Promise<Error> {
    const until = await guard.countFailure(tx, placeOf(attempt), known, now);
    const action = until ? 'auth.locked' : 'auth.login_failed';
    await note(tx, attempt, known?.user.id ?? null, action, {}, now);
    return until ? accountLocked(until) : error;
  }

  async function countSuccess(
    tx: Executor,
    attempt: Attempt,
    known: Credentials,
    now: Date,
  ): Promise<void> {
    await guard.countSuccess(tx, placeOf(attempt), known, now);
  }

  /** Writes a try down. The last statement of its transaction. */
  async function note(
    tx: Executor,
    { username: name, ipAddress, userAgent }: Attempt,
    userId: string | null,
    action: string,
    details: Readonly<Record<string, unknown>>,
    at: Date,
  ): Promise<void> {
    await audit.record(tx, { actor: { userId, name, ipAddress, userAgent }, action, details, at });
  }

  async function prune(now: Date): Promise<void> {
    await guard.prune(db, now);
  }

  return { findLock, assertOpen, refuse, countSuccess, note, prune };
}

function placeOf({ username, ipAddress }: Attempt) {
  return { username, address: networkOf(ipAddress ?? '') };
}
