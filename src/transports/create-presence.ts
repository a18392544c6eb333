import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { AppError, type Clock, type Logger } from '#sdk';
import { type Db, type Executor, type Reader, takeTurns } from '../db/index.ts';
import { isDead } from './create-lease.ts';
import { listLeases, releaseLease, renewLease, takeLease } from './leases.repository.ts';

/** That this process uses the store, for whoever must not change the store's key under it. */
export interface Presence {
  /** Makes it known, if the key this process has is still the store's. */
  announce(): Promise<void>;
  leave(): Promise<void>;
}

export interface PresenceDeps {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Logger;
  /** Throws when the key this process has is not the store's any more. */
  readonly assertKey: (tx: Executor) => Promise<void>;
  /** Told once when it is not: then this process must end, before it writes anything with its own. */
  readonly onKeyReplaced: (error: unknown) => void;
  readonly renewEveryMs?: number;
}

const KEY_REPLACED = 'secrets.key_was_replaced';
const PREFIX = 'plantline ';
/** Longer than any process pauses; on this machine a dead one is known at once. */
const TERM_MS = 60_000;
const RENEW_EVERY_MS = 20_000;
/** Who announces itself and who changes the key do so one after the other. */
const TURN = 'secret key';

export function createPresence(deps: PresenceDeps): Presence {
  const { db, clock, log, assertKey, onKeyReplaced, renewEveryMs = RENEW_EVERY_MS } = deps;
  const holder = `${hostname()}/${process.pid}/${randomUUID()}`;
  const name = PREFIX + holder;
  let timer: NodeJS.Timeout | undefined;
  let isRenewing = false;

  async function announce(): Promise<void> {
    await db.write(async (tx) => {
      await takeTurns(tx, TURN);
      await assertKey(tx);
      await takeLease(tx, { name, holder, now: clock(), leaseMs: TERM_MS });
    });
  }

  async function renew(): Promise<void> {
    // A store that answers late is asked once at a time.
    if (isRenewing) return;
    isRenewing = true;
    const expiresAt = new Date(clock().getTime() + TERM_MS);
    try {
      if (await db.write((tx) => renewLease(tx, { name, holder, expiresAt }))) return;
      // It was silent for so long that somebody may have changed the key meanwhile.
      await announce();
    } catch (error) {
      if (error instanceof AppError && error.code === KEY_REPLACED) {
        clearInterval(timer);
        onKeyReplaced(error);
      } else {
        log.warn({ error }, 'That this Plantline uses the store could not be written down');
      }
    } finally {
      isRenewing = false;
    }
  }

  return {
    async announce() {
      await announce();
      timer = setInterval(() => void renew(), renewEveryMs).unref();
    },
    async leave() {
      clearInterval(timer);
      await db.write((tx) => releaseLease(tx, name, holder));
    },
  };
}

/**
 * Who uses the store at present, such as `server-1, process 4711`; undefined when nobody does. Within a transaction
 * nobody can begin to until it ends; the marks of those that are gone are removed.
 */
export async function findPresent(tx: Executor & Reader, now: Date): Promise<string | undefined> {
  await takeTurns(tx, TURN);
  for (const { name, holder, expiresAt } of await listLeases(tx, PREFIX)) {
    const [host = '', pid = ''] = holder.split('/');
    if (expiresAt > now && !isDead(holder)) return `${host}, process ${pid}`;
    await releaseLease(tx, name, holder);
  }
  return undefined;
}
