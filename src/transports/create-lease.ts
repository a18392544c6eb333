import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Clock, Logger } from '#sdk';
import type { Db } from '../db/index.ts';
import { findLeaseHolder, releaseLease, renewLease, takeLease } from './leases.repository.ts';

/** Longer than the clocks of two machines differ, short enough for the next process to wait for. */
export const LEASE_MS = 12_000;
const RENEWALS_PER_LEASE = 4;

/** The right to be the only process that does something. */
export interface Lease {
  readonly name: string;
  readonly holder: string;
  /** How long it goes on without a renewal. */
  readonly leaseMs: number;
  /** Whether it could be taken. From then on it is renewed until it is given back or lost. */
  take(): Promise<boolean>;
  /** Gives it back, so that the next need not wait. */
  release(): Promise<void>;
}

export interface LeaseDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Logger;
  readonly name: string;
  readonly leaseMs?: number | undefined;
  /** Told once when it is somebody else's by now, or may be: then what it was taken for must end. */
  readonly onLost: () => void;
}

export function createLease({ db, clock, log, name, onLost, ...deps }: LeaseDeps): Lease {
  const { leaseMs = LEASE_MS } = deps;
  const holder = `${hostname()}/${process.pid}/${randomUUID()}`;
  let timer: NodeJS.Timeout | undefined;
  /** On the clock that does not jump. */
  let renewedAtMs = 0;
  /** On SQLite there is one process at a time, so whoever holds it at our start is dead. */
  let isForced = db.engine === 'sqlite';

  function lose(): void {
    if (!timer) return;
    clearInterval(timer);
    timer = undefined;
    onLost();
  }

  async function renew(): Promise<void> {
    const startedAtMs = performance.now();
    const expiresAt = new Date(clock().getTime() + leaseMs);
    try {
      const isOurs = await db.write((tx) => renewLease(tx, { name, holder, expiresAt }));
      if (isOurs) renewedAtMs = startedAtMs;
      else lose();
    } catch (error) {
      log.warn({ error, lease: name }, 'A lease could not be renewed');
      // A store that nobody reaches is no reason to end: whatever is written is checked against the lease again.
      if (performance.now() - renewedAtMs > leaseMs * RENEWALS_PER_LEASE) lose();
    }
  }

  return {
    name,
    holder,
    leaseMs,
    async take() {
      const startedAtMs = performance.now();
      const isOurs = await db.write(async (tx) => {
        const wanted = { name, holder, now: clock(), leaseMs };
        if (await takeLease(tx, { ...wanted, isForced })) return true;
        const current = await findLeaseHolder(tx, name);
        return isDead(current) && (await takeLease(tx, { ...wanted, from: current }));
      });
      isForced = false;
      if (!isOurs) return false;
      renewedAtMs = startedAtMs;
      timer ??= setInterval(() => void renew(), leaseMs / RENEWALS_PER_LEASE).unref();
      return true;
    },
    async release() {
      clearInterval(timer);
      timer = undefined;
      await db.write((tx) => releaseLease(tx, name, holder));
    },
  };
}

/** Whether a holder was a process of this machine that is gone: then nobody need wait for the end of its term. */
export function isDead(holder: string | undefined): holder is string {
  const [host, pid] = holder?.split('/') ?? [];
  if (host !== hostname() || !Number(pid)) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    // One that is another user's is there as well.
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
