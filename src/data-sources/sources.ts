import { join } from 'node:path';
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
import type { SourceCare } from './health/create-source-care.ts';
import { type Source, type WatchedSource, watchSource } from './watch-source.ts';

/** A data source as configured, its secrets already decrypted. */
export interface ConfiguredSource {
  readonly id: string;
  readonly name: string;
  readonly plugin: string;
  readonly config: unknown;
  /** When its row was changed last; absent for one that is not in the store. */
  readonly changedAt?: Date;
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

export type SourcesTools = Omit<DataSourceTools, 'outbound' | 'folder'> & {
  /** Where each kind of source has a folder of its own. */
  readonly pluginsFolder?: string;
  /** Where connections may lead; by default to the networks of a plant, since there data sources are. */
  readonly outbound?: Outbound;
  /** Told of each question that was put to a source, once it ended. */
  readonly onCall?: (call: SourceCall) => void;
  /** Told when a source begins to answer and when it ceases to. */
  readonly onHealth?: (source: Source) => void;
  /** Looks after the open sources in the background; without it one that fails is asked all the same. */
  readonly care?: SourceCare;
};

const CLOSE_WITHIN_MS = 2_000;

/** Keeps one open connection per active data source, and remembers its health and its last good readings. */
export function createSources(plugins: readonly DataSourcePlugin[], given: SourcesTools): Sources {
  const { log, clock, timeZone, onCall, onHealth, care } = given;
  const { outbound = createOutbound({ allowPrivate: true }) } = given;
  const toolsFor = (kind: string): DataSourceTools => ({
    log,
    clock,
    timeZone,
    outbound,
    ...(given.pluginsFolder !== undefined && { folder: join(given.pluginsFolder, kind) }),
  });
  const noted = {
    log,
    clock,
    onCall,
    onHealth,
    onState: care?.noted,
    isChecked: care !== undefined,
  };
  const open = new Map<string, { watched: WatchedSource; fingerprint: string }>();
  const closing = new Set<Promise<void>>();

  async function connect(configured: ConfiguredSource): Promise<WatchedSource> {
    if (configured.problem) throw configured.problem;
    const plugin = plugins.find((candidate) => candidate.kind === configured.plugin);
    if (!plugin) throw unknownPlugin(configured.name, configured.plugin);
    const connection = await plugin.connect(
      plugin.config.parse(configured.config),
      toolsFor(plugin.kind),
    );
    return watchSource(configured, connection, noted);
  }

  /** One source that cannot be opened must not keep the others, or the start, from working. */
  async function connectOrExplain(configured: ConfiguredSource): Promise<WatchedSource> {
    try {
      return await connect(configured);
    } catch (error) {
      log.error({ error, source: configured.name }, 'Data source could not be opened');
      const reason = notOpened(configured.name, error);
      return watchSource(configured, unusable(reason), noted, reason);
    }
  }

  /** One that cannot be closed, or not soon, must not hold up what comes instead. */
  function close({ source: { id, name, connection } }: WatchedSource): void {
    care?.closed(id);
    const done = connection
      .close()
      .catch((error: unknown) =>
        log.warn({ error, source: name }, 'Data source could not be closed'),
      )
      .finally(() => closing.delete(done));
    closing.add(done);
  }

  return {
    find: (id) => open.get(id)?.watched.source,
    list: () => [...open.values()].map((entry) => entry.watched.source),
    async apply(configured) {
      const wanted = new Map(configured.map((source) => [source.id, JSON.stringify(source)]));
      for (const [id, entry] of open) {
        if (wanted.get(id) === entry.fingerprint) continue;
        open.delete(id);
        close(entry.watched);
      }
      for (const source of configured) {
        if (open.has(source.id)) continue;
        const fingerprint = wanted.get(source.id) ?? '';
        const watched = await connectOrExplain(source);
        await care?.opened(source, watched);
        open.set(source.id, { watched, fingerprint });
      }
    },
    async test(configured) {
      const steps = await testConnection(configured, plugins, toolsFor(configured.plugin));
      const entry = open.get(configured.id);
      // Of settings that were changed meanwhile, the test tells nothing.
      if (entry?.fingerprint === JSON.stringify(configured)) entry.watched.tested(steps);
      return steps;
    },
    async close() {
      for (const { watched } of open.values()) close(watched);
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
    events: fail,
    close: async () => {},
  };
}
