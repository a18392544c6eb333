import type { SecretBox } from '../lib/secrets.ts';
import {
  type Configurable,
  hasPlaceFor,
  isSetAt,
  placesOf,
  secretFieldsOf,
  setAt,
  takeFrom,
  valueAt,
} from '../lib/plugin-config/index.ts';
import { secretInClear } from './configuration.errors.ts';

type Config = Readonly<Record<string, unknown>>;
type Environment = Readonly<Record<string, string | undefined>>;

/** What is known of a row whose config has secrets. */
export type Owner = {
  readonly plugin: Configurable;
  /** What its secrets are encrypted for. */
  readonly rowId: string;
  /** Its config as it is stored; absent for a new one. */
  readonly stored?: Config | undefined;
};

/** The config with each secret that is set replaced by its reference. */
export function withReferences(config: Config, { plugin, rowId }: Owner): Record<string, unknown> {
  const shown = structuredClone(config) as Record<string, unknown>;
  for (const path of secretPlaces(plugin, config)) {
    if (isSetAt(shown, path)) setAt(shown, path, { $secret: variableOf(rowId, path) });
    else takeFrom(shown, path);
  }
  return shown;
}

export type Resolved = {
  /** As `withReferences` writes it; a secret that will change is marked, so that it differs. */
  readonly shown: Record<string, unknown>;
  /** As an editor sends it: what is kept is left out. */
  readonly given: Record<string, unknown>;
  /** Names of variables that are needed and not there. */
  readonly missing: readonly string[];
};

/**
 * A config of the file with its secrets taken from the environment, or left to those in the store.
 *
 * @throws AppError `configuration.secret_in_clear`
 */
export function resolveReferences(
  config: Config,
  owner: Owner,
  secrets: SecretBox,
  environment: Environment,
): Resolved {
  const { plugin, rowId, stored = {} } = owner;
  const shown = structuredClone(config) as Record<string, unknown>;
  const given = structuredClone(config) as Record<string, unknown>;
  const missing: string[] = [];
  for (const path of secretPlaces(plugin, config, stored)) {
    const written = valueAt(config, path);
    if (written === undefined || written === null || written === '') {
      takeFrom(shown, path);
      // Left out would mean that it is kept.
      if (isSetAt(stored, path) && hasPlaceFor(given, path)) setAt(given, path, null);
      continue;
    }
    const name = referenceOf(written);
    if (name === undefined) throw secretInClear([rowId, ...path].join('.'));
    const value = environment[name];
    if (value !== undefined && value !== '') {
      setAt(given, path, value);
      const isSame = isSetAt(stored, path) && storedSecret(stored, path, owner, secrets) === value;
      setAt(shown, path, { $secret: variableOf(rowId, path), ...(!isSame && { is: 'new' }) });
    } else if (isSetAt(stored, path)) {
      takeFrom(given, path);
      setAt(shown, path, { $secret: variableOf(rowId, path) });
    } else {
      missing.push(name);
    }
  }
  return { shown, given, missing };
}

type Place = readonly string[];

/** Where secrets are, or can be, in any of the configs: each header of `headers.*`, too. */
function secretPlaces(plugin: Configurable, ...configs: readonly Config[]): readonly Place[] {
  const places = configs.flatMap((config) =>
    secretFieldsOf(plugin).flatMap((path) => placesOf(config, path)),
  );
  return [...new Map(places.map((place) => [JSON.stringify(place), place])).values()];
}

/** One that the key of this store does not open is no secret that is known. */
function storedSecret(
  stored: Config,
  path: Place,
  { rowId, plugin }: Owner,
  secrets: SecretBox,
): unknown {
  try {
    return valueAt(secrets.decryptFields(stored, secretFieldsOf(plugin), rowId), path);
  } catch {
    return undefined;
  }
}

function referenceOf(written: unknown): string | undefined {
  if (typeof written !== 'object' || written === null || !('$secret' in written)) return undefined;
  const { $secret: name } = written;
  return typeof name === 'string' && /^\w+$/.test(name) ? name : undefined;
}

/** `PLANTLINE_SECRET_DEMO_PI_PASSWORD` for the field `password` of `demo-pi`. */
function variableOf(rowId: string, path: Place): string {
  const words = [rowId, ...path]
    .join(' ')
    .replaceAll(/[^A-Za-z0-9]+/g, '_')
    .toUpperCase();
  return `PLANTLINE_SECRET_${words}`;
}
