import type { DataSourcePlugin } from '#sdk';
import type { ConnectionStatus } from '../db/index.ts';
import { isSetAt, takeFrom } from './config-paths.ts';
import { secretFieldsOf, unknownFieldsOf } from './config-schema.ts';
import type { StoredDataSource } from './data-sources.repository.ts';
import type { DataSource } from './data-sources.schema.ts';
import type { Source } from './watch-source.ts';

/** How a source is connected now, as far as that is known: its questions tell more than its last test. */
export function connectionStatusOf(
  { active, connectionStatus }: StoredDataSource,
  source: Source | undefined,
): ConnectionStatus {
  if (!active) return 'disconnected';
  if (source?.failingSince()) return 'error';
  return source?.hasAnswered() ? 'connected' : connectionStatus;
}

/** A source as it may be shown to anybody who is signed in. */
export function presentSource(
  stored: StoredDataSource,
  {
    plugins,
    source,
    triggerCount,
  }: {
    readonly plugins: readonly DataSourcePlugin[];
    readonly source: Source | undefined;
    readonly triggerCount: number;
  },
): DataSource {
  const { id, name, active, lastTestedAt, testStatus, testErrorMessage } = stored;
  const plugin = plugins.find(({ kind }) => kind === stored.plugin);
  return {
    id,
    name,
    plugin: stored.plugin,
    active,
    config: shownConfig(stored, plugin),
    secretsSet: secretFieldsOf(plugin).filter((path) => isSetAt(stored.config, path)),
    connectionStatus: connectionStatusOf(stored, source),
    lastTestedAt: lastTestedAt?.toISOString() ?? null,
    testStatus,
    testErrorMessage,
    health: source ? { failingSince: source.failingSince()?.toISOString() ?? null } : null,
    tagIndex: source?.connection.tagIndexStatus?.() ?? null,
    triggerCount,
    createdAt: stored.createdAt.toISOString(),
    updatedAt: stored.updatedAt.toISOString(),
  };
}

/**
 * A config without its secrets. What the plugin does not know is left out too: only of known fields it is certain that
 * they are none.
 */
export function shownConfig(
  { config }: Pick<StoredDataSource, 'config'>,
  plugin: DataSourcePlugin | undefined,
): Record<string, unknown> {
  if (!plugin || typeof config !== 'object') return {};
  const shown = structuredClone(config) as Record<string, unknown>;
  for (const path of [...secretFieldsOf(plugin), ...unknownFieldsOf(plugin, config)]) {
    takeFrom(shown, path);
  }
  return shown;
}
