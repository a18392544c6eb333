import { setTimeout as sleep } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import {
  AppError,
  type DataSource,
  type DataSourcePlugin,
  type DataSourceTools,
  type Reading,
  type TagInfo,
} from '#sdk';
import { noAnswer, notOpened, unknownPlugin } from './data-sources.errors.ts';

/** A data source as configured, its secrets already decrypted. */
export interface ConfiguredSource {
  readonly id: string;
  readonly name: string;
  readonly plugin: string;
  readonly config: unknown;
  /** Why it cannot be opened, when that is known before trying. */
  readonly problem?: Error;
}

export interface LastGood {
  readonly tag: TagInfo;
  readonly reading: Reading;
}

/** An open data source and what Plantline remembers of it. */
export interface Source {
  readonly id: string;
  readonly name: string;
  readonly connection: DataSource;
  /** The first moment since which no call succeeded; undefined while it answers. */
  failingSince(): Date | undefined;
  /** The newest good reading seen of a tag (any case), to be shown with its age when the source fails. */
  lastGood(tag: string): LastGood | undefined;
}

export interface Sources {
  /** The open source of this id; undefined when it is gone or switched off. */
  find(id: string): Source | undefined;
  list(): readonly Source[];
  /** Closes what is gone or changed, opens what is new. Called at start and after every change. */
  apply(configured: readonly ConfiguredSource[]): Promise<void>;
  close(): Promise<void>;
}

/** Enough for every tag a plant really asks for, bounded for the one that asks for all of them. */
const REMEMBERED_READINGS = 20_000;
/** A call given up before this says nothing of the source: it was begun with little time left. */
const FAIR_WAIT_MS = 3_000;
/** What a call has after its signal to end by itself, with a better reason than ours. */
const ABORT_GRACE_MS = 250;
const CLOSE_WITHIN_MS = 2_000;

/** Keeps one open connection per active data source, and remembers its health and its last good readings. */
export function createSources(
  plugins: readonly DataSourcePlugin[],
  tools: DataSourceTools,
): Sources {
  const open = new Map<string, { source: Source; fingerprint: string }>();
  const closing = new Set<Promise<void>>();

  async function connect(configured: ConfiguredSource): Promise<Source> {
    if (configured.problem) throw configured.problem;
    const plugin = plugins.find((candidate) => candidate.kind === configured.plugin);
    if (!plugin) throw unknownPlugin(configured.name, configured.plugin);
    const connection = await plugin.connect(plugin.config.parse(configured.config), tools);
    return watch(configured, connection, tools);
  }

  /** One source that cannot be opened must not keep the others, or the start, from working. */
  async function connectOrExplain(configured: ConfiguredSource): Promise<Source> {
    try {
      return await connect(configured);
    } catch (error) {
      tools.log.error({ error, source: configured.name }, 'Data source could not be opened');
      return watch(configured, unusable(notOpened(configured.name, error)), tools);
    }
  }

  /** One that cannot be closed, or not soon, must not hold up what comes instead. */
  function close({ name, connection }: Source): void {
    const done = connection
      .close()
      .catch((error: unknown) =>
        tools.log.warn({ error, source: name }, 'Data source could not be closed'),
      )
      .finally(() => closing.delete(done));
    closing.add(done);
  }

  return {
    find: (id) => open.get(id)?.source,
    list: () => [...open.values()].map((entry) => entry.source),
    async apply(configured) {
      const wanted = new Map(configured.map((source) => [source.id, JSON.stringify(source)]));
      for (const [id, entry] of open) {
        if (wanted.get(id) === entry.fingerprint) continue;
        open.delete(id);
        close(entry.source);
      }
      for (const source of configured) {
        if (open.has(source.id)) continue;
        const fingerprint = wanted.get(source.id) ?? '';
        open.set(source.id, { source: await connectOrExplain(source), fingerprint });
      }
    },
    async close() {
      for (const { source } of open.values()) close(source);
      open.clear();
      await Promise.race([Promise.all(closing), sleep(CLOSE_WITHIN_MS, undefined, { ref: false })]);
    },
  };
}

/** The connection, with its health and last good readings noted on the way through. */
function watch(
  configured: ConfiguredSource,
  connection: DataSource,
  tools: DataSourceTools,
): Source {
  const remembered = new LRUCache<string, LastGood>({ max: REMEMBERED_READINGS });
  let failingSince: Date | undefined;

  async function noted<T>(call: Promise<T>, signal: AbortSignal): Promise<T> {
    const startedAtMs = performance.now();
    try {
      const answer = await endSoonAfter(signal, call, configured.name);
      failingSince = undefined;
      return answer;
    } catch (error) {
      if (isOutage(error)) {
        // Who had no time left to wait knows nothing of the source.
        const hadNoTime = signal.aborted && performance.now() - startedAtMs < FAIR_WAIT_MS;
        if (!hadNoTime) failingSince ??= tools.clock();
        // An answer tells that the source failed; why is for whoever looks into the log.
        const { name: source } = configured;
        tools.log.warn({ error, source }, 'A data source did not answer a question');
      }
      throw error;
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

  const { read, history, summary, query } = connection;
  const watched: DataSource = {
    ...connection,
    ...(read && {
      async read(question, signal) {
        const outcomes = await noted(read.call(connection, question, signal), signal);
        for (const outcome of outcomes) {
          if (outcome.ok && isGood(outcome.reading)) remember(outcome.tag, outcome.reading);
        }
        return outcomes;
      },
    }),
    ...(history && {
      async history(question, signal) {
        const outcomes = await noted(history.call(connection, question, signal), signal);
        // Only what is recorded was ever measured; the rest is computed in between.
        if (question.mode !== 'recorded') return outcomes;
        for (const outcome of outcomes) {
          if (outcome.ok) rememberNewest(outcome.tag, outcome.readings);
        }
        return outcomes;
      },
    }),
    ...(summary && {
      summary: (question, signal) => noted(summary.call(connection, question, signal), signal),
    }),
    ...(query && {
      query: (question, signal) => noted(query.call(connection, question, signal), signal),
    }),
  };
  return {
    id: configured.id,
    name: configured.name,
    connection: watched,
    failingSince: () => failingSince,
    lastGood: (tag) => remembered.get(tag.toLowerCase()),
  };
}

/** The call's own end, or soon after its signal's: a plugin that ignores it must not hold up an answer. */
async function endSoonAfter<T>(signal: AbortSignal, call: Promise<T>, name: string): Promise<T> {
  return await new Promise<T>((resolve, reject) => {
    let late: NodeJS.Timeout | undefined;
    const onAbort = (): void => {
      late = setTimeout(() => reject(noAnswer(name)), ABORT_GRACE_MS);
    };
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    const end = (): void => {
      clearTimeout(late);
      signal.removeEventListener('abort', onAbort);
    };
    call.then(resolve, reject).finally(end);
  });
}

/** Answers everything with the reason why the source could not be opened. */
function unusable(reason: AppError): DataSource {
  const fail = () => Promise.reject(reason);
  return {
    check: async () => [{ name: 'reach', ok: false, message: reason.message }],
    read: fail,
    history: fail,
    summary: fail,
    query: fail,
    close: async () => {},
  };
}

function isGood({ quality }: Reading): boolean {
  return quality !== 'bad';
}

/** Whether the source as a whole failed, rather than the question put to it. */
function isOutage(error: unknown): boolean {
  if (!(error instanceof AppError)) return true;
  return error.kind !== 'invalid' && error.kind !== 'not_found' && error.kind !== 'conflict';
}
