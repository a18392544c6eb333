import type { DataSourcePlugin, Outbound } from '#sdk';
import type { SecretBox } from '../lib/secrets.ts';
import { ADDRESS_FIELDS, checkConfig } from './check-config.ts';
import { hasPlaceFor, isSetAt, setAt, takeFrom, valueAt } from './config-paths.ts';
import { secretFieldsOf, weakeningFieldsOf } from './config-schema.ts';
import { secretNeeded, unknownPlugin } from './data-sources.errors.ts';

type Config = Readonly<Record<string, unknown>>;

/** What became of each secret that was touched, for the audit log in place of the secret. */
type TouchedSecrets = Readonly<Record<string, 'set' | 'changed' | 'removed'>>;

export type PreparedConfig = {
  /** Checked, its secrets encrypted for the row. */
  readonly config: Config;
  readonly touchedSecrets: TouchedSecrets;
};

export type PrepareTools = {
  readonly plugins: readonly DataSourcePlugin[];
  readonly secrets: SecretBox;
  readonly outbound: Outbound;
};

/**
 * Makes what somebody filled in ready to be stored. Secrets that it leaves out stay as they were, since nobody is ever
 * shown them, but only while they go to the same address and as well protected: otherwise whoever may edit a source
 * could have its password sent to a server of theirs. An empty text or null removes one.
 *
 * @param before the config as it is stored, when there is one
 * @throws AppError `data_sources.bad_config`, `data_sources.secret_needed` or `data_sources.unknown_plugin`
 */
export function prepareConfig(
  { plugins, secrets, outbound }: PrepareTools,
  {
    id,
    name,
    plugin: kind,
  }: { readonly id: string; readonly name: string; readonly plugin: string },
  given: Config,
  before: Config = {},
): PreparedConfig {
  const plugin = plugins.find((candidate) => candidate.kind === kind);
  if (!plugin) throw unknownPlugin(name, kind);
  const paths = secretFieldsOf(plugin);
  const config: Record<string, unknown> = structuredClone(given);
  const touched: Record<string, TouchedSecrets[string]> = {};
  const kept: string[] = [];
  for (const path of paths) {
    const wanted = valueAt(config, path);
    const wasSet = isSetAt(before, path);
    if (wanted === '' || wanted === null) {
      takeFrom(config, path);
      if (wasSet) touched[path] = 'removed';
    } else if (wanted !== undefined) {
      touched[path] = wasSet ? 'changed' : 'set';
    } else if (wasSet && hasPlaceFor(config, path)) {
      kept.push(path);
    } else if (wasSet) {
      touched[path] = 'removed';
    }
  }
  if (kept.length > 0) {
    const isWeaker = weakeningFieldsOf(plugin).some(
      (path) => valueAt(config, path) === true && valueAt(before, path) !== true,
    );
    if (isWeaker || isElsewhere(before, config)) throw secretNeeded(kept);
    const readable = readableSecrets(secrets, before, kept, id);
    for (const path of kept) setAt(config, path, valueAt(readable, path));
  }
  checkConfig(plugin, config, outbound);
  return { config: secrets.encryptFields(config, paths, id), touchedSecrets: touched };
}

function isElsewhere(before: Config, after: Config): boolean {
  return ADDRESS_FIELDS.some((field) => addressText(before[field]) !== addressText(after[field]));
}

/** A port may be a number or its text; what is neither is no address, and is refused afterwards. */
function addressText(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : JSON.stringify(value)?.replace(/^"|"$/g, '');
}

function readableSecrets(
  secrets: SecretBox,
  before: Config,
  paths: readonly string[],
  id: string,
): Config {
  try {
    return secrets.decryptFields(before, paths, id);
  } catch {
    // Encrypted with a key that is gone: it can only be entered again.
    throw secretNeeded(paths);
  }
}
