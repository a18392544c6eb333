import type { AppError, CheckStep, Clock, DataSource, Logger, TagSelection } from '#sdk';
import type { ConnectionStatus } from '../db/index.ts';
import { endSoonAfter } from './end-soon-after.ts';
import { checkSource, failureOf } from './health/check-source.ts';
import { type Health, createHealth } from './health/create-health.ts';
import {
  type LastGood,
  type LastGoodMemory,
  createLastGoodMemory,
} from './health/create-last-good-memory.ts';
import { isOutage } from './health/is-outage.ts';
import type { SourceState } from './health/source-state.ts';
import { toAppError } from './health/to-app-error.ts';
import type { SourceCall } from './source-call.ts';

/** An open data source and what Plantline remembers of it. */
export interface Source {
  readonly id: string;
  readonly name: string;
  readonly connection: DataSource;
  /** Stands for it in what others remember of it: the same where it is lent to a question. */
  readonly identity: object;
  /** Whether it is connected, as far as its questions and checks tell; `error` once three in a row failed. */
  status(): ConnectionStatus;
  /** The first moment since which no call succeeded; undefined while it answers. */
  failingSince(): Date | undefined;
  /** Whether a question was answered since it was opened. */
  hasAnswered(): boolean;
  /** The newest good reading seen of a tag (any case), to be shown with its age when the source fails. */
  lastGood(tag: string): LastGood | undefined;
}

/** A source with what looks after it needs. */
export interface WatchedSource {
  readonly source: Source;
  readonly health: Health;
  readonly lastGood: LastGoodMemory;
  /** Asks it something light and notes how that went. Never throws. */
  check(signal: AbortSignal): Promise<void>;
  /** Notes how its connection test went, which was done by a connection of its own. */
  tested(steps: readonly CheckStep[]): void;
}

export type WatchTools = {
  readonly log: Logger;
  readonly clock: Clock;
  /** Told of each question once it ended. */
  readonly onCall?: ((call: SourceCall) => void) | undefined;
  /** Told when it begins to answer and when it ceases to. */
  readonly onHealth?: ((source: Source) => void) | undefined;
  /** Told of whatever its state becomes. */
  readonly onState?: ((id: string, state: SourceState, before: SourceState) => void) | undefined;
  /** Whether somebody checks it in the background: then it is left alone while it fails. */
  readonly isChecked?: boolean | undefined;
};

/** A call given up before this says nothing of the source: it was begun with little time left. */
const FAIR_WAIT_MS = 3_000;

/**
 * The connection, with its health and last good readings noted on the way through.
 *
 * @param problem why it cannot answer, when that is known from the beginning
 */
export function watchSource(
  { id, name }: { readonly id: string; readonly name: string },
  connection: DataSource,
  tools: WatchTools,
  problem?: AppError,
): WatchedSource {
  const { log, clock, isChecked = false } = tools;
  const lastGood = createLastGoodMemory(clock);
  let hasAnswered = false;
  const health = createHealth({
    name,
    clock,
    isChecked: isChecked && !problem,
    onState(state, before) {
      tools.onState?.(id, state, before);
      if (isNews(state, before)) tools.onHealth?.(source);
    },
  });

  function answered(): void {
    hasAnswered = true;
    health.report({ kind: 'answered' });
  }

  function failed(error: unknown, ms: number, hadNoTime: boolean): void {
    if (!isOutage(error)) return;
    // An answer tells that the source failed; why is for whoever looks into the log.
    log.warn({ error, source: name }, 'A data source did not answer a question');
    // Who had no time left to wait knows nothing of the source; and of one that was not opened all is known.
    if (hadNoTime || problem) return;
    health.report({ kind: 'failed', by: 'question', error: toAppError(error, name), ms });
  }

  async function noted<T>(
    operation: SourceCall['operation'],
    { tags, elements }: Partial<TagSelection>,
    signal: AbortSignal,
    ask: () => Promise<T>,
  ): Promise<T> {
    return await health.guard(async () => {
      const startedAtMs = performance.now();
      const tell = (error?: unknown): number => {
        const ms = performance.now() - startedAtMs;
        const asked = (tags?.length ?? 0) + (elements?.length ?? 0);
        tellSafely({ sourceId: id, source: name, operation, tags: asked, ms, error });
        return ms;
      };
      try {
        const answer = await endSoonAfter(signal, ask(), name);
        answered();
        tell();
        return answer;
      } catch (error) {
        const ms = tell(error);
        failed(error, ms, signal.aborted && ms < FAIR_WAIT_MS);
        throw error;
      }
    });
  }

  /** Whoever counts calls must not break one. */
  function tellSafely(call: SourceCall): void {
    try {
      tools.onCall?.(call);
    } catch (error) {
      log.error({ error }, 'A call of a data source could not be noted');
    }
  }

  const { read, history, summary, query, events, browse } = connection;
  const watched: DataSource = {
    ...connection,
    ...(read && {
      async read(question, signal) {
        const ask = () => read.call(connection, question, signal);
        const outcomes = await noted('read', question, signal, ask);
        for (const outcome of outcomes) {
          if (outcome.ok) lastGood.note(outcome.tag, outcome.reading);
        }
        return outcomes;
      },
    }),
    ...(history && {
      async history(question, signal) {
        const ask = () => history.call(connection, question, signal);
        const outcomes = await noted('history', question, signal, ask);
        // Only what is recorded was ever measured; the rest is computed in between.
        if (question.mode !== 'recorded') return outcomes;
        for (const outcome of outcomes) {
          if (outcome.ok) lastGood.noteNewest(outcome.tag, outcome.readings);
        }
        return outcomes;
      },
    }),
    ...(summary && {
      summary: (question, signal) =>
        noted('summary', question, signal, () => summary.call(connection, question, signal)),
    }),
    ...(query && {
      query: (question, signal) =>
        noted('query', {}, signal, () => query.call(connection, question, signal)),
    }),
    ...(events && {
      events: (question, signal) =>
        noted('events', {}, signal, () => events.call(connection, question, signal)),
    }),
    ...(browse && {
      browse: (signal) => noted('browse', {}, signal, () => browse.call(connection, signal)),
    }),
  };
  const source: Source = {
    id,
    name,
    connection: watched,
    identity: {},
    status: () => health.state().status,
    failingSince: () => health.state().failingSince,
    hasAnswered: () => hasAnswered,
    lastGood: (tag) => lastGood.find(tag),
  };
  if (problem) health.report({ kind: 'unusable', error: problem });

  return {
    source,
    health,
    lastGood,
    async check(signal) {
      if (problem) return;
      const startedAtMs = performance.now();
      const toCheck = { name, connection, knownTag: lastGood.newestTag(), hasAnswered };
      try {
        const outcome = await health.attempt(() => checkSource(toCheck, signal));
        if (signal.aborted) return;
        if (outcome?.ok) lastGood.note(outcome.tag, outcome.reading);
        health.report({ kind: 'answered' });
      } catch (error) {
        if (signal.aborted) return;
        log.debug({ error, source: name }, 'A data source did not answer a check');
        // That a tag is gone, the source itself said.
        if (!isOutage(error)) health.report({ kind: 'answered' });
        else {
          const ms = performance.now() - startedAtMs;
          health.report({ kind: 'failed', by: 'check', error: toAppError(error, name), ms });
        }
      }
    },
    tested(steps) {
      if (problem) return;
      const failure = failureOf(steps, { name, hasAnswered });
      if (!failure) health.report({ kind: 'answered' });
      else health.report({ kind: 'failed', by: 'check', error: failure, ms: Infinity });
    },
  };
}

/** Whether an open page should hear of it. */
function isNews(state: SourceState, before: SourceState): boolean {
  const fails = (one: SourceState) => one.failingSince !== undefined;
  return (
    state.status !== before.status ||
    fails(state) !== fails(before) ||
    (state.answeredAt !== undefined && before.answeredAt === undefined)
  );
}
