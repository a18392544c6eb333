import type { SecretBox } from '../secrets.ts';
import { hasPlaceFor, isSetAt, placesOf, setAt, takeFrom, valueAt } from './config-paths.ts';
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
  const kept: (readonly string[])[] = [];
  // From the end, as what is taken out of a list moves what comes after it.
  for (const place of placesIn([before, given], paths).toReversed()) {
    const wanted = valueAt(config, place);
    const wasSet = isSetAt(before, place);
    const name = place.join('.');
    if (wanted === '' || wanted === null) {
      takeFrom(config, place);
      if (wasSet) touched[name] = 'removed';
    } else if (wanted !== undefined) {
      touched[name] = wasSet ? 'changed' : 'set';
    } else if (wasSet && hasPlaceFor(config, place) && isSameItem(given, before, place, paths)) {
      kept.push(place);
    } else if (wasSet) {
      touched[name] = 'removed';
    }
  }
  if (kept.length > 0) {
    const weakening = placesIn([config], weakeningFieldsOf(plugin));
    const isWeaker = weakening.some(
      (place) => valueAt(config, place) === true && valueAt(before, place) !== true,
    );
    const names = kept.map((place) => place.join('.')).toReversed();
    if (isWeaker || isElsewhere(before, config)) throw secretNeeded(names);
    const readable = readableSecrets(preparation, before, paths, names);
    for (const place of kept) setAt(config, place, valueAt(readable, place));
  }
  check(config);
  return { config: secrets.encryptFields(config, paths, rowId), touchedSecrets: touched };
}

/** The places that paths stand for in any of the configs, each once. */
export function placesIn(
  configs: readonly Config[],
  paths: readonly string[],
): readonly (readonly string[])[] {
  const places = configs.flatMap((config) => paths.flatMap((path) => placesOf(config, path)));
  return [...new Map(places.map((place) => [JSON.stringify(place), place])).values()];
}

/** The items of a list have no names: a secret stays only with what it stood beside. */
function isSameItem(
  given: Config,
  before: Config,
  place: readonly string[],
  secretPaths: readonly string[],
): boolean {
  return place.every((_step, index) => {
    const path = place.slice(0, index);
    if (index === 0 || !Array.isArray(valueAt(before, path))) return true;
    return itemText(given, path, secretPaths) === itemText(before, path, secretPaths);
  });
}

function itemText(config: Config, list: readonly string[], secretPaths: readonly string[]): string {
  const copy = structuredClone(config) as Record<string, unknown>;
  for (const path of secretPaths) takeFrom(copy, path);
  return JSON.stringify(valueAt(copy, list));
}

function readableSecrets(
  { secrets, rowId, secretNeeded }: ConfigPreparation,
  before: Config,
  paths: readonly string[],
  kept: readonly string[],
): Config {
  try {
    return secrets.decryptFields(before, paths, rowId);
  } catch {
    // Encrypted with a key that is gone: it can only be entered again.
    throw secretNeeded(kept);
  }
}
