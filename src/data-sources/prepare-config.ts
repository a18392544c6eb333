import type { DataSourcePlugin, Outbound } from '#sdk';
import {
  type PreparedConfig,
  placesIn,
  prepareConfig as preparePluginConfig,
  valueAt,
} from '../lib/plugin-config/index.ts';
import type { SecretBox } from '../lib/secrets.ts';
import { addressPathsOf, checkConfig } from './check-config.ts';
import { secretNeeded, unknownPlugin } from './data-sources.errors.ts';

type Config = Readonly<Record<string, unknown>>;

export type PrepareTools = {
  readonly plugins: readonly DataSourcePlugin[];
  readonly secrets: SecretBox;
  readonly outbound: Outbound;
};

/**
 * Makes what somebody filled in ready to be stored; a secret that is left out stays while it goes to the same address.
 *
 * @param before the config as it is stored, when there is one
 * @throws AppError `data_sources.bad_config`, `data_sources.secret_needed` or `data_sources.unknown_plugin`
 */
export function prepareConfig(
  { plugins, secrets, outbound }: PrepareTools,
  source: { readonly id: string; readonly name: string; readonly plugin: string },
  given: Config,
  before?: Config,
): PreparedConfig {
  const plugin = plugins.find(({ kind }) => kind === source.plugin);
  if (!plugin) throw unknownPlugin(source.name, source.plugin);
  const check = (config: Config): void => checkConfig(plugin, config, outbound);
  const isElsewhere = (from: Config, to: Config): boolean =>
    placesIn([from, to], addressPathsOf(plugin)).some(
      (place) => addressText(valueAt(from, place)) !== addressText(valueAt(to, place)),
    );
  const preparation = { plugin, secrets, rowId: source.id, isElsewhere, secretNeeded, check };
  return preparePluginConfig(preparation, given, before);
}

/** A port may be a number or its text; what is neither is no address, and is refused afterwards. */
function addressText(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : JSON.stringify(value)?.replace(/^"|"$/g, '');
}
