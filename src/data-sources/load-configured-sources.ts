import { z } from 'zod';
import type { DataSourcePlugin } from '#sdk';
import type { Reader } from '../db/index.ts';
import type { SecretBox } from '../lib/secrets.ts';
import { listDataSources } from './data-sources.repository.ts';
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
    .map(({ id, name, plugin, config }) => {
      const secretFields = secretFieldsOf(plugins.find(({ kind }) => kind === plugin));
      try {
        return { id, name, plugin, config: secrets.decryptFields(config, secretFields, id) };
      } catch (error) {
        const problem = error instanceof Error ? error : new Error(String(error));
        return { id, name, plugin, config, problem };
      }
    });
}

/** The paths of the fields a plugin marks as secret in its config's schema. */
export function secretFieldsOf(plugin: DataSourcePlugin | undefined): readonly string[] {
  if (!plugin) return [];
  const schema = z.toJSONSchema(plugin.config, { io: 'input', unrepresentable: 'any' });
  return secretPaths(schema as JsonSchema, '');
}

interface JsonSchema {
  readonly secret?: boolean;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly allOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

function secretPaths(schema: JsonSchema, path: string): readonly string[] {
  const own = schema.secret && path !== '' ? [path] : [];
  const variants = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  const inner = Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
    secretPaths(property, path === '' ? name : `${path}.${name}`),
  );
  return [
    ...new Set([...own, ...inner, ...variants.flatMap((variant) => secretPaths(variant, path))]),
  ];
}
