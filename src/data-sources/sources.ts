import { LRUCache } from 'lru-cache';
import {
  AppError,
  type DataSource,
  type DataSourcePlugin,
  type DataSourceTools,
  type Reading,
  type TagInfo,
} from '#sdk';
import { notOpened, unknownPlugin } from './data-sources.errors.ts';

/** A data source as configured, its secrets already decrypted. */
export interface ConfiguredSource {
  readonly id: string;
  readonly name: string;
  readonly plugin: string;
  readonly config: unknown;
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

/** Keeps one open connection per active data source, and remembers its health and its last good readings. */
export function createSources(
  plugins: readonly DataSourcePlugin[],
  tools: DataSourceTools,
): Sources {
  const open = new Map<string, { source: Source; fingerprint: string }>();

  async function connect(configured: ConfiguredSource): Promise<Source> {
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

  return {
    find: (id) => open.get(id)?.source,
    list: () => [...open.values()].map((entry) => entry.source),
    async apply(configured) {
      const wanted = new Map(configured.map((source) => [source.id, JSON.stringify(source)]));
      for (const [id, entry] of open) {
        if (wanted.get(id) === entry.fingerprint) continue;
        open.delete(id);
        await entry.source.connection.close();
      }
      for (const source of configured) {
        if (open.has(source.id)) continue;
        const fingerprint = wanted.get(source.id) ?? '';
        open.set(source.id, { source: await connectOrExplain(source), fingerprint });
      }
    },
    async close() {
      await Promise.all([...open.values()].map(({ source }) => source.connection.close()));
      open.clear();
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

  async function noted<T>(call: Promise<T>): Promise<T> {
    try {
      const answer = await call;
      failingSince = undefined;
      return answer;
    } catch (error) {
      if (isOutage(error)) failingSince ??= tools.clock();
      throw error;
    }
  }

  const { read, history, summary, query } = connection;
  const watched: DataSource = {
    ...connection,
    ...(read && {
      async read(question, signal) {
        const outcomes = await noted(read.call(connection, question, signal));
        for (const outcome of outcomes) {
          if (!outcome.ok || outcome.reading.quality === 'bad') continue;
          remembered.set(outcome.tag.name.toLowerCase(), {
            tag: outcome.tag,
            reading: outcome.reading,
          });
        }
        return outcomes;
      },
    }),
    ...(history && {
      history: (question, signal) => noted(history.call(connection, question, signal)),
    }),
    ...(summary && {
      summary: (question, signal) => noted(summary.call(connection, question, signal)),
    }),
    ...(query && { query: (question, signal) => noted(query.call(connection, question, signal)) }),
  };
  return {
    id: configured.id,
    name: configured.name,
    connection: watched,
    failingSince: () => failingSince,
    lastGood: (tag) => remembered.get(tag.toLowerCase()),
  };
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

/** Whether the source as a whole failed, rather than the question put to it. */
function isOutage(error: unknown): boolean {
  if (!(error instanceof AppError)) return true;
  return error.kind !== 'invalid' && error.kind !== 'not_found' && error.kind !== 'conflict';
}
