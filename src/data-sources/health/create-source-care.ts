import type { Clock, Logger } from '#sdk';
import type { Db } from '../../db/index.ts';
import { findDataSource } from '../data-sources.repository.ts';
import type { ConfiguredSource } from '../sources.ts';
import type { WatchedSource } from '../watch-source.ts';
import type { HealthKeeper, KeptSource } from './create-health-keeper.ts';
import { type SourceChecks, type Waiting, createSourceChecks } from './create-source-checks.ts';
import { keepLastGood } from './keep-last-good.ts';
import { deleteLastGoodBefore, listLastGood } from './last-good-readings.repository.ts';
import { type SourceState, UNKNOWN } from './source-state.ts';
import { listSourceTroubles } from './source-troubles.repository.ts';

/** Looks after the open sources in the background, and keeps what is to be known of them after a restart. */
export interface SourceCare {
  /** Recalls what was known of it, and begins to check it. */
  opened(configured: ConfiguredSource, watched: WatchedSource): Promise<void>;
  closed(id: string): void;
  noted(this: void, id: string, state: SourceState, before: SourceState): void;
  /** Writes down now and then what changed. */
  start(): void;
  /** Writes down the rest. To be called before the sources are closed. */
  stop(): Promise<void>;
}

export interface SourceCareDeps extends Partial<Waiting> {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Logger;
  readonly keeper: HealthKeeper;
  /** How often a source that nobody asks is checked, as it is set now. */
  readonly checkEveryMs: () => number;
}

type Open = {
  readonly kept: KeptSource;
  readonly watched: WatchedSource;
  readonly checks: SourceChecks;
};

const LOOK_EVERY_MS = 30_000;
/** Of the looks every second writes readings down: what was asked in the last minute may be lost with the machine. */
const LOOKS_PER_KEEPING = 2;
const LOOKS_PER_PRUNING = 120;
/** A value older than this says nothing of the present. */
const KEEP_MS = 30 * 86_400_000;

export function createSourceCare(deps: SourceCareDeps): SourceCare {
  const { db, clock, log, keeper, checkEveryMs } = deps;
  const { later = laterByTimer, random = Math.random } = deps;
  const open = new Map<string, Open>();
  let cancel: (() => void) | undefined;
  let looks = 0;
  let keeping: Promise<void> = Promise.resolve();

  async function recall(id: string, { source, health, lastGood }: WatchedSource): Promise<void> {
    try {
      const stored = await findDataSource(db.read, id);
      const troubles = await listSourceTroubles(db.read);
      const trouble = troubles.find(({ sourceId, isOver }) => sourceId === id && !isOver);
      lastGood.load(await listLastGood(db.read, id));
      if (!stored || source.status() !== 'unknown') return;
      const status = trouble ? 'error' : stored.connectionStatus;
      const since = trouble && { since: trouble.failingSince };
      // What was written when it was switched off is over now that it is opened.
      if (status !== 'disconnected') health.report({ kind: 'remembered', status, ...since });
    } catch (error) {
      log.warn({ error, source: source.name }, 'What was known of a data source cannot be read');
    }
  }

  async function keep(): Promise<void> {
    for (const { kept, watched } of open.values()) {
      await keepLastGood(db, kept, watched.lastGood, clock());
    }
  }

  function keepSoon(): void {
    keeping = keeping
      .then(keep)
      .catch((error: unknown) => log.error({ error }, 'Last good readings could not be kept'));
  }

  function lookLater(): void {
    cancel = later(LOOK_EVERY_MS, () => {
      lookLater();
      look();
    });
  }

  function look(): void {
    looks += 1;
    keeper.lookAfter(
      [...open.values()].map(({ kept, watched }) => ({
        source: kept,
        state: watched.health.state(),
      })),
    );
    if (looks % LOOKS_PER_KEEPING === 0) keepSoon();
    if (looks % LOOKS_PER_PRUNING !== 1) return;
    const before = new Date(clock().getTime() - KEEP_MS);
    db.write((tx) => deleteLastGoodBefore(tx, before)).catch((error: unknown) =>
      log.error({ error }, 'Old readings could not be removed'),
    );
  }

  return {
    async opened({ id, name, changedAt }, watched) {
      // One that is in no store is somebody's for the moment.
      if (!changedAt) return;
      await recall(id, watched);
      const kept = { id, name, changedAt };
      const everyMs = checkEveryMs;
      const now = clock;
      const checks = createSourceChecks({ watched, everyMs, now, later, random });
      open.set(id, { kept, watched, checks });
      const { state } = watched.health;
      if (state().error) keeper.note(kept, state(), UNKNOWN);
    },
    closed(id) {
      open.get(id)?.checks.stop();
      open.delete(id);
    },
    noted(id, state, before) {
      const entry = open.get(id);
      if (!entry) return;
      keeper.note(entry.kept, state, before);
      entry.checks.look();
    },
    start: lookLater,
    async stop() {
      cancel?.();
      for (const { checks } of open.values()) checks.stop();
      keepSoon();
      await keeping;
      await keeper.settled();
    },
  };
}

function laterByTimer(afterMs: number, work: () => void): () => void {
  const timer = setTimeout(work, afterMs).unref();
  return () => clearTimeout(timer);
}
