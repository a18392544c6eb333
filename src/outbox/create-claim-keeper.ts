import type { Clock, Logger } from '#sdk';
import type { Db } from '../db/index.ts';
import { renewClaims } from './claims.repository.ts';

/** What this process has claimed, kept for as long as it lives. */
export type ClaimKeeper = {
  /** Keeps rows that are claimed until then, and renews their claims. */
  keep(ids: readonly number[], untilMs: number): void;
  drop(ids: readonly number[]): void;
  /** Until when a row is ours; 0 when it is not. */
  untilMs(id: number): number;
  ids(): readonly number[];
};

export function createClaimKeeper(deps: {
  readonly db: Pick<Db, 'write'>;
  readonly clock: Clock;
  readonly log: Logger;
  readonly leaseMs: number;
  readonly renewEveryMs: number;
}): ClaimKeeper {
  const { db, clock, log, leaseMs, renewEveryMs } = deps;
  const claims = new Map<number, number>();
  let renewing: NodeJS.Timeout | undefined;

  async function renew(): Promise<void> {
    const until = clock().getTime() + leaseMs;
    const ids = [...claims.keys()];
    try {
      await db.write((tx) => renewClaims(tx, ids, new Date(until)));
      for (const id of ids) if (claims.has(id)) claims.set(id, until);
    } catch (error) {
      log.error({ error }, 'Claims of the outbox could not be renewed');
    }
  }

  return {
    keep(ids, untilMs) {
      for (const id of ids) claims.set(id, untilMs);
      renewing ??= setInterval(() => void renew(), renewEveryMs);
    },
    drop(ids) {
      for (const id of ids) claims.delete(id);
      if (claims.size > 0) return;
      clearInterval(renewing);
      renewing = undefined;
    },
    untilMs: (id) => claims.get(id) ?? 0,
    ids: () => [...claims.keys()],
  };
}
