import type { Clock, Logger } from '#sdk';
import type { Audit } from '../../audit/index.ts';
import type { Db } from '../../db/index.ts';
import { localActor } from '../../lib/http/index.ts';
import { listConnectionStatuses, recordConnection } from '../data-sources.repository.ts';
import type { SourceNotices } from './create-source-notices.ts';
import type { SourceState } from './source-state.ts';
import { beginTrouble, endTrouble, listSourceTroubles } from './source-troubles.repository.ts';

/** A source as it was when it was opened. */
export interface KeptSource {
  readonly id: string;
  readonly name: string;
  /** When its row was changed last. */
  readonly changedAt: Date;
}

/** Writes down when a source ceases to answer and when it is back, for other programs, for people and for a restart. */
export interface HealthKeeper {
  /** To be called with whatever a source's state becomes; it writes when the source is connected or not any more. */
  note(source: KeptSource, state: SourceState, before: SourceState): void;
  /**
   * Tells what was due and could not be told, and puts right what a process that is gone left: to be called now and
   * then.
   */
  lookAfter(open: readonly { readonly source: KeptSource; readonly state: SourceState }[]): void;
  /** Resolves when all is written. */
  settled(): Promise<void>;
}

export interface HealthKeeperDeps {
  readonly db: Db;
  readonly audit: Audit;
  readonly clock: Clock;
  readonly log: Logger;
  readonly notices: SourceNotices;
}

const PLANTLINE = localActor('plantline');

export function createHealthKeeper(deps: HealthKeeperDeps): HealthKeeper {
  const { db, audit, clock, log, notices } = deps;
  /** What could not be written down when it happened. */
  const unwritten = new Map<string, readonly [KeptSource, SourceState]>();
  let work: Promise<void> = Promise.resolve();

  /** One after the other, as they happened. */
  function queue(job: () => Promise<void>): void {
    work = work
      .then(job)
      .catch((error: unknown) =>
        log.error({ error }, 'How a data source is could not be written down'),
      );
  }

  async function write(source: KeptSource, state: SourceState): Promise<void> {
    unwritten.set(source.id, [source, state]);
    if (state.status === 'error') await writeFailing(source, state);
    else if (state.status === 'connected') await writeConnected(source);
    unwritten.delete(source.id);
  }

  async function writeFailing(source: KeptSource, state: SourceState): Promise<void> {
    const { id, name } = source;
    const at = clock();
    const reason = state.error?.message ?? '';
    const isBegun = await db.write(async (tx) => {
      const status = { status: 'error', error: reason } as const;
      if (!(await recordConnection(tx, source, status, at))) return false;
      const failingSince = state.failingSince ?? at;
      const reasonKind = state.error?.kind ?? 'internal';
      const trouble = { sourceId: id, failingSince, reason, reasonKind };
      if (!(await beginTrouble(tx, trouble))) return false;
      const details = { id, name, failingSince, reason };
      await audit.record(tx, { actor: PLANTLINE, action: 'data_sources.failing', details, at });
      return true;
    });
    if (isBegun) log.error({ source: name, reason }, 'A data source does not answer');
  }

  async function writeConnected(source: KeptSource): Promise<void> {
    const { id, name } = source;
    const at = clock();
    const isEnded = await db.write(async (tx) => {
      const status = { status: 'connected', error: null } as const;
      if (!(await recordConnection(tx, source, status, at))) return false;
      if (!(await endTrouble(tx, id))) return false;
      const details = { id, name };
      await audit.record(tx, {
        actor: PLANTLINE,
        action: 'data_sources.answers_again',
        details,
        at,
      });
      return true;
    });
    if (isEnded) log.info({ source: name }, 'A data source answers again');
  }

  async function tellOf(sources: readonly KeptSource[]): Promise<void> {
    const names = new Map(sources.map(({ id, name }) => [id, name]));
    for (const trouble of await listSourceTroubles(db.read)) {
      const name = names.get(trouble.sourceId);
      if (name !== undefined) await notices.tell(trouble, name);
    }
  }

  return {
    note(source, state, before) {
      if (state.status === before.status) return;
      queue(async () => {
        await write(source, state);
        await tellOf([source]);
      });
    },
    lookAfter(open) {
      queue(async () => {
        for (const [source, state] of unwritten.values()) await write(source, state);
        const written = await listConnectionStatuses(db.read);
        const troubles = await listSourceTroubles(db.read);
        const inTrouble = new Set(
          troubles.filter(({ isOver }) => !isOver).map(({ sourceId }) => sourceId),
        );
        for (const { source, state } of open) {
          // That it answers, this process knows; that another could not reach it, is that one's trouble.
          const isWell = state.status === 'connected' && state.answeredAt !== undefined;
          const isWritten = written.get(source.id) === 'connected' && !inTrouble.has(source.id);
          if (isWell && !isWritten) await writeConnected(source);
        }
        await tellOf(open.map(({ source }) => source));
      });
    },
    settled: async () => await work,
  };
}
