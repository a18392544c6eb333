import { LRUCache } from 'lru-cache';
import { type Executor } from '../db/index.ts';
import { type Credentials, setLoginAttempts } from './users.repository.ts';

const MOST_ATTEMPTS = 5;
const LOCK_MS = 15 * 60_000;
/** Names nobody has are counted in memory, where a flood of them must not fill it. */
const MOST_UNKNOWN_NAMES = 10_000;

type Attempts = { readonly attempts: number; readonly lockedUntil: Date | null };

/**
 * Counts wrong passwords in a row and locks a name for 15 minutes at the fifth. A name nobody has is counted and
 * locked like any other, so that the lock does not tell which names exist.
 */
export type LoginGuard = {
  /** Until when the name is locked, or undefined. */
  lockedUntil(username: string, known: Credentials | undefined, now: Date): Date | undefined;
  /** Counts a wrong password; returns until when the name is locked by it, or undefined. */
  countFailure(
    tx: Executor,
    username: string,
    known: Credentials | undefined,
    now: Date,
  ): Promise<Date | undefined>;
};

export function createLoginGuard(): LoginGuard {
  const unknown = new LRUCache<string, Attempts>({ max: MOST_UNKNOWN_NAMES });

  function attemptsOf(username: string, known: Credentials | undefined): Attempts {
    if (known) return { attempts: known.loginAttempts, lockedUntil: known.user.lockedUntil };
    return unknown.get(username) ?? { attempts: 0, lockedUntil: null };
  }

  return {
    lockedUntil(username, known, now) {
      const { lockedUntil } = attemptsOf(username, known);
      return lockedUntil !== null && lockedUntil > now ? lockedUntil : undefined;
    },
    async countFailure(tx, username, known, now) {
      const before = attemptsOf(username, known);
      // A lock that has ended wipes the slate: the next five tries are allowed again.
      const attempts = before.lockedUntil === null ? before.attempts + 1 : 1;
      const lockedUntil = attempts >= MOST_ATTEMPTS ? new Date(now.getTime() + LOCK_MS) : null;
      if (known) await setLoginAttempts(tx, known.user.id, { attempts, lockedUntil });
      else unknown.set(username, { attempts, lockedUntil });
      return lockedUntil ?? undefined;
    },
  };
}
