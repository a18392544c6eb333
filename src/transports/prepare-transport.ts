import type { TransportPlugin } from '#sdk';
import {
  type PreparedConfig,
  issuesOf,
  prepareConfig,
  unknownFieldsOf,
} from '../lib/plugin-config/index.ts';
import type { SecretBox } from '../lib/secrets.ts';
import { badTransportConfig, transportSecretNeeded } from './transports.errors.ts';

type Config = Readonly<Record<string, unknown>>;

/**
 * Makes what somebody filled in ready to be stored. A transport calls one network only, so a secret that is left out
 * goes nowhere else, whatever else is changed.
 *
 * @param before the config as it is stored, when there is one
 * @throws AppError `transports.bad_config` or `transports.secret_needed`
 */
export function prepareTransport(
  plugin: TransportPlugin,
  secrets: SecretBox,
  given: Config,
  before?: Config,
): PreparedConfig {
  const check = (config: Config): void => {
    const parsed = plugin.config.safeParse(config);
    const unknown = unknownFieldsOf(plugin, config).map((path) => ({
      path,
      message: 'is not a field of this kind of transport',
    }));
    const wrong = parsed.success ? [] : issuesOf(parsed.error, config);
    // Of a strict schema an unknown field is an issue already.
    const issues = unknown.length > 0 ? unknown : wrong;
    if (issues.length > 0) throw badTransportConfig(issues);
  };
  const preparation = {
    plugin,
    secrets,
    rowId: plugin.kind,
    isElsewhere: () => false,
    secretNeeded: transportSecretNeeded,
    check,
  };
  return prepareConfig(preparation, given, before);
}
