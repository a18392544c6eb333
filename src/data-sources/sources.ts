import { setTimeout as sleep } from 'node:timers/promises';
import type {
  AppError,
  CheckStep,
  DataSource,
  DataSourcePlugin,
  DataSourceTools,
  Outbound,
} from '#sdk';
import { createOutbound } from '../lib/outbound/index.ts';
import { notOpened, unknownPlugin } from './data-sources.errors.ts';
import type { SourceCall } from './source-call.ts';
import { testConnection } from './test-connection.ts';
import { type Source, watchSource } from './watch-source.ts';

/** A data source as configured, its secrets already decrypted. */
export interface ConfiguredSource {
  readonly id: string;
  readonly name: string;
  readonly plugin: string;
  readonly config: unknown;
  /** Why it cannot be opened, when that is known before trying. */
  readonly problem?: Error;
}

export interface Sources {
  /** The open source of this id; undefined when it is gone or switched off. */
  find(id: string): Source | undefined;
  list(): readonly Source[];
  /** Closes what is gone or changed, opens what is new. Called at start and after every change. */
  apply(configured: readonly ConfiguredSource[]): Promise<void>;
  /** Tries a source by a connection of its own, also one that is switched off. Never throws. */
  test(configured: ConfiguredSource): Promise<readonly CheckStep[]>;
  close(): Promise<void>;
}

export type SourcesTools = Omit<DataSourceTools, 'outbound'> & {
  /** Where connections may lead; by default to the networks of a plant, since there data sources are. */
  readonly outbound?: Outbound;
  /** Told of each question that was put to a source, once it ended. */
  readonly onCall?: (call: SourceCall) => void;
  /** Told when a source begins to answer and when it ceases to. */
  readonly onHealth?: (source: Source) => void;
};

const CLOSE_WITHIN_MS = 2_000;

/** Keeps one open connection per active data source, and remembers its health and its last good readings. */
export function createSources(plugins: readonly DataSourcePlugin[], given: SourcesTools): Sources {
  const { log, clock, timeZone, onCall, onHealth } = given;
  const { outbound = createOutbound({ allowPrivate: true }) } = given;
  const tools = { log, clock, timeZone, outbound };
  const noted = { log, clock, onCall, onHealth };
  const open = new Map<string, { source: Source; fingerprint: string }>();
  const closing = new Set<Promise<void>>();

  async function connect(configured: ConfiguredSource): Promise<Source> {
    if (configured.problem) throw configured.problem;
    const plugin = plugins.find((candidate) => candidate.kind === configured.plugin);
    if (!plugin) throw unknownPlugin(configured.name, configured.plugin);
    const connection = await plugin.connect(plugin.config.parse(configured.config), tools);
    return watchSource(configured, connection, noted);
  }

  /** One source that cannot be opened must not keep the others, or the start, from working. */
  async function connectOrExplain(configured: ConfiguredSource): Promise<Source> {
    try {
      return await connect(configured);
    } catch (error) {
      log.error({ error, source: configured.name }, 'Data source could not be opened');
      const reason = notOpened(configured.name, error);
      return watchSource(configured, unusable(reason), noted, reason);
    }
  }

  /** One that cannot be closed, or not soon, must not hold up what comes instead. */
  function close({ name, connection }: Source): void {
    const done = connection
      .close()
      .catch((error: unknown) =>
        log.warn({ error, source: name }, 'Data source could not be closed'),
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
    test: (configured) => testConnection(configured, plugins, tools),
    async close() {
      for (const { source } of open.values()) close(source);
      open.clear();
      await Promise.race([Promise.all(closing), sleep(CLOSE_WITHIN_MS, undefined, { ref: false })]);
    },
  };
}

/** Answers everything with the reason why the source could not be opened. */
function unusable(reason: AppError): DataSource {
  const fail = () => Promise.reject(reason);
  return {
    check: async () => [{ name: 'config', ok: false, message: reason.message }],
    read: fail,
    history: fail,
    summary: fail,
    query: fail,
    close: async () => {},
  };
}
