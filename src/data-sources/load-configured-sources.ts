import type { DataSourcePlugin } from '#sdk';
import type { Reader } from '../db/index.ts';
import type { SecretBox } from '../lib/secrets.ts';
import { secretFieldsOf } from '../lib/plugin-config/index.ts';
import { type StoredDataSource, listDataSources } from './data-sources.repository.ts';
import type { ConfiguredSource } from './sources.ts';

/**
 * Every active data source with its secrets readable: for opening it, and for nothing that is shown or stored. One
 * whose secrets cannot be read says so, and keeps the others from nothing.
 */
export async function loadConfiguredSources(
  db: Reader,
  plugins: readonly DataSourcePlugin[],
  secrets: SecretBox,
): Promise<readonly ConfiguredSource[]> {
  const stored = await listDataSources(db);
  return stored
    .filter(({ active }) => active)
    .map((source) => toConfiguredSource(source, plugins, secrets));
}

/** A source with its secrets readable, or with the reason why they are not. */
export function toConfiguredSource(
  { id, name, plugin, config, updatedAt: changedAt }: StoredDataSource,
  plugins: readonly DataSourcePlugin[],
  secrets: SecretBox,
): ConfiguredSource {
  const secretFields = secretFieldsOf(plugins.find(({ kind }) => kind === plugin));
  try {
    const readable = secrets.decryptFields(config, secretFields, id);
    return { id, name, plugin, config: readable, changedAt };
  } catch (error) {
    const problem = error instanceof Error ? error : new Error(String(error));
    return { id, name, plugin, config, changedAt, problem };
  }
}
