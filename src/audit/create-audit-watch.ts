import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock, Logger } from '#sdk';
import type { Db } from '../db/index.ts';
import type { AuditVerdict } from './audit.schema.ts';
import type { Audit } from './create-audit.ts';
import { pruneAudit } from './prune-audit.ts';
import { verifyAudit } from './verify-audit.ts';

export type AuditWatchDeps = {
  readonly db: Db;
  readonly audit: Audit;
  readonly key: Buffer;
  readonly clock: Clock;
  readonly log: Logger;
  /** How long entries are kept, as it is set now. */
  readonly retentionDays: () => number;
};

/** Looks after the audit log: removes what is too old, and says when its chain does not hold. */
export type AuditWatch = {
  /** At once and every hour from now on, without holding anybody up. */
  start(): void;
  /** Computes the chain again; who asks while that is done gets the same verdict. */
  verify(): Promise<AuditVerdict>;
  /** What the last check found; undefined before the first. */
  lastVerdict(): AuditVerdict | undefined;
  stop(): Promise<void>;
};

const LOOK_EVERY_MS = 3_600_000;
/** The chain may be of millions of entries, and is computed again once a day only. */
const LOOKS_PER_VERIFY = 24;
/** Between the pages of a check that nobody waits for. */
const PAUSE_MS = 25;
const DAY_MS = 86_400_000;

export function createAuditWatch(deps: AuditWatchDeps): AuditWatch {
  const { db, audit, key, clock, log, retentionDays } = deps;
  const stopping = new AbortController();
  let last: AuditVerdict | undefined;
  let verifying: Promise<AuditVerdict> | undefined;
  let looking = Promise.resolve();
  let timer: NodeJS.Timeout | undefined;
  let looks = 0;

  async function check(pause?: () => Promise<unknown>): Promise<AuditVerdict> {
    const verdict = await verifyAudit(db.read, key, pause);
    last = verdict;
    const { ok, firstBroken, checked } = verdict;
    if (!ok) {
      log.warn(
        { firstBroken, checked },
        'The audit log does not hold: an entry was changed or removed outside Plantline',
      );
    }
    return verdict;
  }

  /** Resolves at once when told to stop, and then whatever was paused for ends by an error. */
  const pause = (): Promise<void> => sleep(PAUSE_MS, undefined, { signal: stopping.signal });

  async function look(): Promise<void> {
    try {
      const now = clock();
      const before = new Date(now.getTime() - retentionDays() * DAY_MS);
      const removed = await pruneAudit({ db, audit }, before, now);
      if (removed > 0) log.info({ removed, before }, 'Old entries of the audit log were removed');
      if (looks++ % LOOKS_PER_VERIFY === 0) await check(pause);
    } catch (error) {
      if (!stopping.signal.aborted) log.error({ error }, 'The audit log could not be looked after');
    }
  }

  return {
    start() {
      looking = look();
      timer = setInterval(() => {
        looking = looking.then(look);
      }, LOOK_EVERY_MS).unref();
    },
    verify: () => (verifying ??= check().finally(() => (verifying = undefined))),
    lastVerdict: () => last,
    async stop() {
      clearInterval(timer);
      stopping.abort();
      await looking;
      await verifying?.catch(() => undefined);
    },
  };
}
