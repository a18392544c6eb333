import { listAiTriggers } from '../ai/index.ts';
import { listDataSources, listQueryPresets } from '../data-sources/index.ts';
import type { Reader } from '../db/index.ts';
import type { Configurable } from '../lib/plugin-config/index.ts';
import { SETTING_DEFINITIONS, readSettings } from '../settings/index.ts';
import { listTransports } from '../transports/index.ts';
import { listTriggerGroups, listTriggers } from '../triggers/index.ts';
import type { Configuration } from './configuration.schema.ts';
import { withReferences } from './secret-references.ts';

export type PluginOf = (kind: string) => Configurable | undefined;

/** What is set up in the store, in the order a person reads it; secrets as references. */
export async function readConfiguration(db: Reader, pluginOf: PluginOf): Promise<Configuration> {
  const shown = (kind: string, rowId: string, config: Readonly<Record<string, unknown>>) => {
    const plugin = pluginOf(kind);
    // Which of its fields are secret is not known without its plugin.
    return plugin ? sorted(withReferences(config, { plugin, rowId })) : {};
  };
  const [settings, transports, sources, presets, triggers, groups, aiTriggers] = [
    await readSettings(db),
    await listTransports(db),
    await listDataSources(db),
    await listQueryPresets(db),
    await listTriggers(db),
    await listTriggerGroups(db),
    await listAiTriggers(db),
  ];
  return {
    plantline: 'configuration',
    version: 1,
    settings: Object.fromEntries(
      Object.entries(settings).filter(
        ([name, value]) =>
          value !== SETTING_DEFINITIONS[name as keyof typeof SETTING_DEFINITIONS].default,
      ),
    ),
    transports: transports.map(({ kind, active, config }) => ({
      kind,
      active,
      config: shown(kind, kind, config),
    })),
    dataSources: byName(sources).map(({ id, name, plugin, active, config }) => {
      return { id, name, plugin, active, config: shown(plugin, id, config) };
    }),
    queryPresets: byName(presets).map(({ id, name, queryTemplate, variables, isDefault }) => {
      return { id, name, queryTemplate, variables: [...variables], isDefault };
    }),
    triggers: byName(triggers).map(({ id, name, type, dataSourceId, active, config }) => {
      return { id, name, type, dataSourceId, active, config: sorted(config) };
    }) as Configuration['triggers'],
    triggerGroups: byName(groups).map(({ id, name, description, executionMode, triggerIds }) => {
      return { id, name, description, executionMode, triggerIds: [...triggerIds] };
    }),
    aiTriggers: byName(aiTriggers).map(({ id, prefix, name, description, enabled }) => {
      return { id, prefix, name, description, enabled };
    }),
  };
}

function byName<T extends { readonly id: string; readonly name: string }>(
  rows: readonly T[],
): readonly T[] {
  return rows.toSorted((a, b) => a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1));
}

/** The same fields by name: PostgreSQL keeps no order of them, and a file must not differ by it. */
function sorted<T>(value: T): T {
  if (Array.isArray(value)) return value.map(sorted) as T;
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(fields.map(([name, inner]) => [name, sorted(inner)])) as T;
}
