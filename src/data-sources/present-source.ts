import type { DataSourcePlugin } from '#sdk';
import type { ConnectionStatus } from '../db/index.ts';
import { isSetAt, placesIn, secretFieldsOf, shownConfig } from '../lib/plugin-config/index.ts';
import type { StoredDataSource } from './data-sources.repository.ts';
import type { DataSource } from './data-sources.schema.ts';
import type { Source } from './watch-source.ts';

/** How a source is connected now, as far as that is known: its questions tell more than its last test. */
export function connectionStatusOf(
  { active, connectionStatus }: StoredDataSource,
  source: Source | undefined,
): ConnectionStatus {
  if (!active) return 'disconnected';
  const now = source?.status() ?? 'unknown';
  return now === 'unknown' ? connectionStatus : now;
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
    config: shownConfig(stored.config, plugin),
    secretsSet: placesIn([stored.config], secretFieldsOf(plugin))
      .filter((place) => isSetAt(stored.config, place))
      .map((place) => place.join('.')),
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
