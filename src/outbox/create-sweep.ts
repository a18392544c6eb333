import type { Clock, Logger } from '#sdk';
import type { Db } from '../db/index.ts';
import { expireOverdue, freeFromFuture, releaseExpiredClaims } from './claims.repository.ts';
import { createClockWatch } from './clock-watch.ts';
import type { ClaimKeeper } from './create-claim-keeper.ts';
import { LONGEST_WAIT_MS } from './next-attempt.ts';
import type { OutgoingMessage } from './outgoing-message.ts';

/** After a jump of the clock everybody who lives has renewed their claims within this part of a lease. */
const STEADY_SHARE = 1 / 3;
/** No claim made by a right clock reaches this many leases ahead. */
const FAR_LEASES = 10;
/** The last instant of both engines' calendars that sorts as text. */
const END_OF_TIME = new Date('9999-12-31T23:59:59.999Z');

export type Sweep = {
  /** Frees what a process before this one was sending, where there is one process at a time. */
  freeClaimsOfTheDead(): Promise<void>;
  /** Every so often frees what dead processes hold, and gives what expired. */
  sweepWhenDue(): Promise<readonly OutgoingMessage[]>;
};

export function createSweep(deps: {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Logger;
  readonly claims: ClaimKeeper;
  readonly leaseMs: number;
  readonly everyMs: number;
}): Sweep {
  const { db, clock, log, claims, leaseMs, everyMs } = deps;
  const clockWatch = createClockWatch(clock);
  let sweptAtMs = -Infinity;

  return {
    /** On SQLite there is one process at a time, so whatever is claimed at a start was claimed by a dead one. */
    async freeClaimsOfTheDead() {
      if (db.engine !== 'sqlite') return;
      await db
        .write((tx) => releaseExpiredClaims(tx, END_OF_TIME, { ours: claims.ids() }))
        .catch((error: unknown) => log.error({ error }, 'The outbox could not be read'));
    },
    async sweepWhenDue() {
      const nowMs = performance.now();
      if (nowMs - sweptAtMs < everyMs) return [];
      sweptAtMs = nowMs;
      // While the clock is in doubt nobody is taken for dead, and nothing for overdue.
      if (clockWatch.steadyForMs() < leaseMs * STEADY_SHARE) return [];
      return await db.write(async (tx) => {
        const now = clock();
        const farAt = new Date(now.getTime() + leaseMs * FAR_LEASES);
        await releaseExpiredClaims(tx, now, { farAt, ours: claims.ids() });
        await freeFromFuture(tx, now, new Date(now.getTime() + 2 * LONGEST_WAIT_MS));
        // Asked once more: nothing may expire by a clock that was put right while this was under way.
        return await expireOverdue(tx, clock());
      });
    },
  };
}
