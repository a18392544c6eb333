import { LRUCache } from 'lru-cache';
import {
  AppError,
  type Clock,
  type DataSource,
  type Logger,
  type Reading,
  type TagInfo,
  type TagSelection,
} from '#sdk';
import { endSoonAfter } from './end-soon-after.ts';
import type { SourceCall } from './source-call.ts';

export interface LastGood {
  readonly tag: TagInfo;
  readonly reading: Reading;
}

/** An open data source and what Plantline remembers of it. */
export interface Source {
  readonly id: string;
  readonly name: string;
  readonly connection: DataSource;
  /** Stands for it in what others remember of it: the same where it is lent to a question. */
  readonly identity: object;
  /** The first moment since which no call succeeded; undefined while it answers. */
  failingSince(): Date | undefined;
  /** Whether a question was answered since it was opened. */
  hasAnswered(): boolean;
  /** The newest good reading seen of a tag (any case), to be shown with its age when the source fails. */
  lastGood(tag: string): LastGood | undefined;
}

export type WatchTools = {
  readonly log: Logger;
  readonly clock: Clock;
  /** Told of each question once it ended. */
  readonly onCall?: ((call: SourceCall) => void) | undefined;
  /** Told when it begins to answer and when it ceases to. */
  readonly onHealth?: ((source: Source) => void) | undefined;
};

/** Enough for every tag a plant really asks for, bounded for the one that asks for all of them. */
const REMEMBERED_READINGS = 20_000;
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
): Source {
  const remembered = new LRUCache<string, LastGood>({ max: REMEMBERED_READINGS });
  let failingSince = problem && tools.clock();
  let hasAnswered = false;

  function answered(): void {
    const isNews = !hasAnswered || failingSince !== undefined;
    hasAnswered = true;
    failingSince = undefined;
    if (isNews) tools.onHealth?.(source);
  }

  function failed(error: unknown, hadNoTime: boolean): void {
    if (!isOutage(error)) return;
    // An answer tells that the source failed; why is for whoever looks into the log.
    tools.log.warn({ error, source: name }, 'A data source did not answer a question');
    // Who had no time left to wait knows nothing of the source.
    if (hadNoTime || failingSince) return;
    failingSince = tools.clock();
    tools.onHealth?.(source);
  }

  async function noted<T>(
    operation: SourceCall['operation'],
    { tags, elements }: Partial<TagSelection>,
    signal: AbortSignal,
    call: Promise<T>,
  ): Promise<T> {
    const startedAtMs = performance.now();
    const tell = (error?: unknown): number => {
      const ms = performance.now() - startedAtMs;
      const asked = (tags?.length ?? 0) + (elements?.length ?? 0);
      tellSafely({ sourceId: id, source: name, operation, tags: asked, ms, error });
      return ms;
    };
    try {
      const answer = await endSoonAfter(signal, call, name);
      answered();
      tell();
      return answer;
    } catch (error) {
      const ms = tell(error);
      failed(error, signal.aborted && ms < FAIR_WAIT_MS);
      throw error;
    }
  }

  /** Whoever counts calls must not break one. */
  function tellSafely(call: SourceCall): void {
    try {
      tools.onCall?.(call);
    } catch (error) {
      tools.log.error({ error }, 'A call of a data source could not be noted');
    }
  }

  function remember(tag: TagInfo, reading: Reading): void {
    remembered.set(tag.name.toLowerCase(), { tag, reading });
  }

  /** The newest good value of a series, if it is newer than what is known and no forecast. */
  function rememberNewest(tag: TagInfo, readings: readonly Reading[]): void {
    const newest = readings.findLast(isGood);
    if (!newest || Date.parse(newest.timestamp) > tools.clock().getTime()) return;
    const known = remembered.get(tag.name.toLowerCase())?.reading;
    const isNewer = !known || Date.parse(known.timestamp) < Date.parse(newest.timestamp);
    if (isNewer) remember(tag, newest);
  }

  const { read, history, summary, query, browse } = connection;
  const watched: DataSource = {
    ...connection,
    ...(read && {
      async read(question, signal) {
        const call = read.call(connection, question, signal);
        const outcomes = await noted('read', question, signal, call);
        for (const outcome of outcomes) {
          if (outcome.ok && isGood(outcome.reading)) remember(outcome.tag, outcome.reading);
        }
        return outcomes;
      },
    }),
    ...(history && {
      async history(question, signal) {
        const call = history.call(connection, question, signal);
        const outcomes = await noted('history', question, signal, call);
        // Only what is recorded was ever measured; the rest is computed in between.
        if (question.mode !== 'recorded') return outcomes;
        for (const outcome of outcomes) {
          if (outcome.ok) rememberNewest(outcome.tag, outcome.readings);
        }
        return outcomes;
      },
    }),
    ...(summary && {
      summary: (question, signal) =>
        noted('summary', question, signal, summary.call(connection, question, signal)),
    }),
    ...(query && {
      query: (question, signal) =>
        noted('query', {}, signal, query.call(connection, question, signal)),
    }),
    ...(browse && {
      browse: (signal) => noted('browse', {}, signal, browse.call(connection, signal)),
    }),
  };
  const source: Source = {
    id,
    name,
    connection: watched,
    identity: {},
    failingSince: () => failingSince,
    hasAnswered: () => hasAnswered,
    lastGood: (tag) => remembered.get(tag.toLowerCase()),
  };
  return source;
}

function isGood({ quality }: Reading): boolean {
  return quality !== 'bad';
}

/** Whether the source as a whole failed, rather than the question put to it. */
function isOutage(error: unknown): boolean {
  if (!(error instanceof AppError)) return true;
  return error.kind !== 'invalid' && error.kind !== 'not_found' && error.kind !== 'conflict';
}
