import { listAiModels, listAiTriggers } from '../ai/index.ts';
import { listDataSources, listQueryPresets } from '../data-sources/index.ts';
import type { Reader } from '../db/index.ts';
import { SETTING_DEFINITIONS, readSettings } from '../settings/index.ts';
import { listTagAliases } from '../tag-search/index.ts';
import { listTransports } from '../transports/index.ts';
import { listTriggerGroups, listTriggers } from '../triggers/index.ts';
import { type ConfiguredPlugins, type ConfiguredSection, configurableOf } from './configurables.ts';
import type { Configuration } from './configuration.schema.ts';
import { withReferences } from './secret-references.ts';

/** What is set up in the store, in the order a person reads it; secrets as references. */
export async function readConfiguration(
  db: Reader,
  plugins: ConfiguredPlugins,
): Promise<Configuration> {
  const shown = (
    section: ConfiguredSection,
    kind: string,
    rowId: string,
    config: Readonly<Record<string, unknown>>,
  ) => {
    const plugin = configurableOf(plugins, section, kind);
    // Which of its fields are secret is not known without its plugin.
    return plugin ? sorted(withReferences(config, { plugin, rowId })) : {};
  };
  const [settings, transports, sources, presets, triggers, groups, aiTriggers, models, aliases] = [
    await readSettings(db),
    await listTransports(db),
    await listDataSources(db),
    await listQueryPresets(db),
    await listTriggers(db),
    await listTriggerGroups(db),
    await listAiTriggers(db),
    await listAiModels(db),
    await listTagAliases(db),
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
      config: shown('transports', kind, kind, config),
    })),
    dataSources: byName(sources).map(({ id, name, plugin, active, config }) => {
      return { id, name, plugin, active, config: shown('dataSources', plugin, id, config) };
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
    aiModels: byName(models).map(({ id, name, kind, active, config }) => {
      return { id, name, kind, active, config: shown('aiModels', kind, id, config) };
    }),
    tagAliases: aliases
      .filter(({ contactId }) => contactId === null)
      .toSorted((a, b) => a.alias.localeCompare(b.alias, 'en'))
      .map(({ id, alias, dataSourceId, tag }) => ({ id, alias, dataSourceId, tag })),
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
