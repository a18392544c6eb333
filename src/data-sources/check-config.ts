import { AppError, type DataSourcePlugin, type Outbound } from '#sdk';
import {
  type ConfigIssue,
  addressFieldsOf,
  issuesOf,
  placesIn,
  unknownFieldsOf,
  valueAt,
} from '../lib/plugin-config/index.ts';
import { badConfig } from './data-sources.errors.ts';

type Config = Readonly<Record<string, unknown>>;

/** The fields that say where a source is, whatever its kind. */
const ADDRESS_FIELDS = ['baseUrl', 'host', 'port'] as const;

const NO_LOG_IN_HERE =
  'holds a user or a password; take them out of the address and enter them in their own fields';

/**
 * Checks what somebody filled in against the plugin's schema: everything needed, nothing unknown, and an address that
 * may be connected to, as far as that can be told without looking its name up.
 *
 * @param config with its secrets in clear
 * @throws AppError `data_sources.bad_config`, which names every field that is wrong and no value
 */
export function checkConfig(plugin: DataSourcePlugin, config: Config, outbound: Outbound): void {
  const parsed = plugin.config.safeParse(config);
  const issues = [
    ...unknownFieldsOf(plugin, config).map((path) => ({
      path,
      message: 'is not a field of this kind of source',
    })),
    ...(parsed.success ? addressIssues(plugin, config, outbound) : issuesOf(parsed.error, config)),
  ];
  if (issues.length > 0) throw badConfig(issues);
}

/** The paths of the fields that say where a source, or whatever its secrets are sent to, is. */
export function addressPathsOf(plugin: DataSourcePlugin): readonly string[] {
  return [...new Set([...ADDRESS_FIELDS, ...addressFieldsOf(plugin)])];
}

function addressIssues(
  plugin: DataSourcePlugin,
  config: Config,
  outbound: Outbound,
): readonly ConfigIssue[] {
  return placesIn([config], addressPathsOf(plugin)).flatMap((place) => {
    const value = valueAt(config, place);
    const path = place.join('.');
    if (typeof value !== 'string') return [];
    const isUrl = path === 'baseUrl' || value.includes('://');
    const url = isUrl ? URL.parse(value) : null;
    // An address is shown to everybody and kept as it is, and no plugin would use these.
    if (url?.username || url?.password) return [{ path, message: NO_LOG_IN_HERE }];
    try {
      outbound.assertAllowed(isUrl ? (url?.hostname ?? '') : value);
      return [];
    } catch (error) {
      if (error instanceof AppError) return [{ path, message: error.message }];
      throw error;
    }
  });
}
