import type { Db, Executor, Reader } from '../db/index.ts';
import { type Credentials, showLoginState } from './credentials.repository.ts';
import {
  EVERYWHERE,
  type LoginFailures,
  type LoginPlace,
  deleteOldLoginFailures,
  findLoginFailures,
  isLockedSomewhere,
  saveLoginFailures,
} from './login-failures.repository.ts';

const MOST_ATTEMPTS = 5;
const LOCK_MS = 15 * 60_000;
const MOST_ATTEMPTS_EVERYWHERE = 50;
/** Longer than any lock, so that waiting for less than a day gains nothing. */
const FORGET_MS = 24 * 3_600_000;
const KNOWN_PLACE_MS = 90 * 24 * 3_600_000;
const PRUNE_EVERY_MS = 10 * 60_000;

/**
 * Counts wrong passwords and locks for 15 minutes, by name and address: at the fifth in a row, that name at that
 * address. A stranger's guesses therefore do not keep the real user out.
 *
 * Guesses from many addresses are bounded too: after fifty for one name, wherever from, each further one locks the name
 * for 15 minutes at every address from which it has not logged in within 90 days; that is 96 guesses a day, and the
 * places where the user usually sits are not concerned. A day without any clears the count.
 *
 * A name nobody has is counted and locked like any other, so that the lock does not tell which names exist.
 */
export type LoginGuard = {
  /** Until when the place is locked, or undefined. */
  lockedUntil(
    db: Reader,
    place: LoginPlace,
    known: Credentials | undefined,
    now: Date,
  ): Promise<Date | undefined>;
  /** Counts a wrong password or code; returns until when the place is locked by it, or undefined. */
  countFailure(
    tx: Executor,
    place: LoginPlace,
    known: Credentials | undefined,
    now: Date,
  ): Promise<Date | undefined>;
  /** Ends the row of failures of the place, from which the right password came. */
  countSuccess(tx: Executor, place: LoginPlace, known: Credentials, now: Date): Promise<void>;
  /** Now and then removes what no longer counts. In a transaction of its own: it touches other names' rows. */
  prune(db: Db, now: Date): Promise<void>;
};

export function createLoginGuard(): LoginGuard {
  let prunedAtMs = Number.NEGATIVE_INFINITY;

  return {
    async lockedUntil(db, place, known, now) {
      const { here, everywhere } = await findLoginFailures(db, place);
      const locks = isKnownPlace(here, now) ? [here] : [here, everywhere];
      // Who clears the user's own column, by whatever means, has unlocked the user.
      if (known && !isAfter(known.user.lockedUntil, now)) return undefined;
      return latest(
        locks.map(({ lockedUntil }) => lockedUntil),
        now,
      );
    },

    async countFailure(tx, place, known, now) {
      const { here, everywhere } = await findLoginFailures(tx, place);
      // A lock that has ended wipes the slate here: the next five tries are allowed again.
      const before = here.lockedUntil === null && isFresh(here, now) ? here.attempts : 0;
      const counted = failedOnce(here, before, MOST_ATTEMPTS, now);
      await saveLoginFailures(tx, place, counted);
      const locks = [counted.lockedUntil];
      if (!isKnownPlace(here, now)) {
        const total = isFresh(everywhere, now) ? everywhere.attempts : 0;
        const inAll = failedOnce(everywhere, total, MOST_ATTEMPTS_EVERYWHERE, now);
        await saveLoginFailures(tx, { ...place, address: EVERYWHERE }, inAll);
        locks.push(inAll.lockedUntil);
      }
      const lockedUntil = latest(locks, now);
      await showLoginState(tx, place.username, {
        attempts: counted.attempts,
        lockedUntil: latest([lockedUntil ?? null, known?.user.lockedUntil ?? null], now) ?? null,
      });
      return lockedUntil;
    },

    async countSuccess(tx, place, known, now) {
      const clear = { attempts: 0, lockedUntil: null, lastLogin: now, updatedAt: now };
      await saveLoginFailures(tx, place, clear);
      const { username, lockedUntil } = known.user;
      if (isAfter(lockedUntil, now) && (await isLockedSomewhere(tx, username, now))) return;
      await showLoginState(tx, username, { attempts: 0, lockedUntil: null });
    },

    async prune(db, now) {
      if (now.getTime() < prunedAtMs + PRUNE_EVERY_MS) return;
      prunedAtMs = now.getTime();
      const failedBefore = new Date(now.getTime() - FORGET_MS);
      const knownSince = new Date(now.getTime() - KNOWN_PLACE_MS);
      await db.write((tx) => deleteOldLoginFailures(tx, { failedBefore, knownSince }));
    },
  };
}

function failedOnce(
  failures: LoginFailures,
  before: number,
  most: number,
  now: Date,
): LoginFailures {
  const attempts = before + 1;
  const lockedUntil = attempts >= most ? new Date(now.getTime() + LOCK_MS) : null;
  return { ...failures, attempts, lockedUntil, updatedAt: now };
}

function isFresh({ updatedAt }: LoginFailures, now: Date): boolean {
  return now.getTime() - updatedAt.getTime() < FORGET_MS;
}

function isKnownPlace({ lastLogin }: LoginFailures, now: Date): boolean {
  return lastLogin !== null && now.getTime() - lastLogin.getTime() < KNOWN_PLACE_MS;
}

function isAfter(instant: Date | null, now: Date): boolean {
  return instant !== null && instant > now;
}

/**
 * The latest of the locks that still last. One that would last longer than any does was made before the clock was set
 * back, and is over: nobody stays out for a day because of it.
 */
function latest(instants: readonly (Date | null)[], now: Date): Date | undefined {
  const mostMs = now.getTime() + LOCK_MS;
  const ends = instants.map((instant) => instant?.getTime() ?? 0).filter((ms) => ms <= mostMs);
  const latestMs = Math.max(0, ...ends);
  return latestMs > now.getTime() ? new Date(latestMs) : undefined;
}
