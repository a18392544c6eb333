import type { SecretBox } from '../secrets.ts';
import { hasPlaceFor, isSetAt, setAt, takeFrom, valueAt } from './config-paths.ts';
import { type Configurable, secretFieldsOf, weakeningFieldsOf } from './config-schema.ts';

type Config = Readonly<Record<string, unknown>>;

/** What became of each secret that was touched, for the audit log in place of the secret. */
type TouchedSecrets = Readonly<Record<string, 'set' | 'changed' | 'removed'>>;

export type PreparedConfig = {
  /** Checked, its secrets encrypted for the row. */
  readonly config: Config;
  readonly touchedSecrets: TouchedSecrets;
};

export type ConfigPreparation = {
  readonly plugin: Configurable;
  readonly secrets: SecretBox;
  /** What the secrets are bound to: the id of the row. */
  readonly rowId: string;
  /** Whether what is sent goes to another place than before. */
  readonly isElsewhere: (before: Config, after: Config) => boolean;
  /** The error for secrets that must be entered again. */
  readonly secretNeeded: (paths: readonly string[]) => Error;
  /** Throws when the config, its secrets in clear, does not fit. */
  readonly check: (config: Config) => void;
};

/**
 * Makes what somebody filled in ready to be stored. Secrets that it leaves out stay as they were, since nobody is ever
 * shown them, but only while they go to the same place and as well protected: otherwise whoever may change a config
 * could have its password sent to a server of theirs. An empty text or null removes one.
 *
 * @param before the config as it is stored, when there is one
 */
export function prepareConfig(
  preparation: ConfigPreparation,
  given: Config,
  before: Config = {},
): PreparedConfig {
  const { plugin, secrets, rowId, isElsewhere, secretNeeded, check } = preparation;
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
    const readable = readableSecrets(preparation, before, kept);
    for (const path of kept) setAt(config, path, valueAt(readable, path));
  }
  check(config);
  return { config: secrets.encryptFields(config, paths, rowId), touchedSecrets: touched };
}

function readableSecrets(
  { secrets, rowId, secretNeeded }: ConfigPreparation,
  before: Config,
  paths: readonly string[],
): Config {
  try {
    return secrets.decryptFields(before, paths, rowId);
  } catch {
    // Encrypted with a key that is gone: it can only be entered again.
    throw secretNeeded(paths);
  }
}
