import { z } from 'zod';

/** What has a config of its own: a data source's plugin, or a transport's. */
export type Configurable = { readonly config: z.ZodType };

/** The part of JSON Schema that is looked at here. */
export interface JsonSchema {
  readonly secret?: boolean;
  /** Of a switch: on, what is sent is less protected. */
  readonly weakens?: boolean;
  /** What is sent goes where it says. */
  readonly address?: boolean;
  /** Only an administrator may set it. */
  readonly adminOnly?: boolean;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: unknown;
  readonly items?: JsonSchema;
  readonly allOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

/** Made once for each plugin: a list looks at it for every row. */
const SCHEMAS = new WeakMap<Configurable, JsonSchema>();

/** The JSON Schema of a plugin's config as it is filled in, with what its fields' `meta` says of them. */
export function configSchemaOf(plugin: Configurable): JsonSchema {
  const known = SCHEMAS.get(plugin);
  if (known) return known;
  const options = { io: 'input', unrepresentable: 'any' } as const;
  const { $schema: _version, ...schema } = z.toJSONSchema(plugin.config, options);
  SCHEMAS.set(plugin, schema as JsonSchema);
  return schema as JsonSchema;
}

/** The paths of the fields a plugin marks as secret in its config's schema; `headers.*` stands for each of them. */
export function secretFieldsOf(plugin: Configurable | undefined): readonly string[] {
  return plugin ? markedPaths(configSchemaOf(plugin), '', 'secret') : [];
}

/** The paths of the switches a plugin marks as weakening the connection, such as one that verifies no certificate. */
export function weakeningFieldsOf(plugin: Configurable): readonly string[] {
  return markedPaths(configSchemaOf(plugin), '', 'weakens');
}

/** The paths of the fields a plugin marks as saying where its system, or whatever its secrets are sent to, is. */
export function addressFieldsOf(plugin: Configurable): readonly string[] {
  return markedPaths(configSchemaOf(plugin), '', 'address');
}

/** The paths of the fields a plugin leaves to administrators. */
export function adminOnlyFieldsOf(plugin: Configurable): readonly string[] {
  return markedPaths(configSchemaOf(plugin), '', 'adminOnly');
}

/** The paths of fields of a config that its schema does not know, which a plugin would silently ignore. */
export function unknownFieldsOf(plugin: Configurable, config: object): readonly string[] {
  return unknownFields(configSchemaOf(plugin), config, '');
}

function markedPaths(
  schema: JsonSchema,
  path: string,
  mark: 'secret' | 'weakens' | 'address' | 'adminOnly',
): readonly string[] {
  const variants = variantsOf(schema);
  const own = path !== '' && variants.some((variant) => variant[mark]) ? [path] : [];
  const inner = variants.flatMap(({ properties = {}, additionalProperties: others, items }) => [
    ...Object.entries(properties).flatMap(([name, property]) =>
      markedPaths(property, joined(path, name), mark),
    ),
    ...[others, items].flatMap((each) =>
      isSchema(each) ? markedPaths(each, joined(path, '*'), mark) : [],
    ),
  ]);
  return [...new Set([...own, ...inner])];
}

function unknownFields(schema: JsonSchema, value: unknown, path: string): readonly string[] {
  const variants = variantsOf(schema);
  if (Array.isArray(value)) {
    const items = { anyOf: variants.flatMap((variant) => variant.items ?? []) };
    return value.flatMap((each, index) => unknownFields(items, each, joined(path, String(index))));
  }
  if (typeof value !== 'object' || value === null) return [];
  const shapes = variants.flatMap(({ properties }) => (properties ? [properties] : []));
  const takesOthers = variants.some(({ additionalProperties: others }) => Boolean(others));
  return Object.entries(value).flatMap(([name, inner]) => {
    const known = shapes.flatMap((shape) =>
      Object.hasOwn(shape, name) ? (shape[name] ?? []) : [],
    );
    if (known.length > 0) return unknownFields({ anyOf: known }, inner, joined(path, name));
    // Where nothing is said of an object's fields, any may be there.
    return takesOthers || shapes.length === 0 ? [] : [joined(path, name)];
  });
}

/** The schema and everything it is put together from. */
function variantsOf(schema: JsonSchema): readonly JsonSchema[] {
  const parts = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return [schema, ...parts.flatMap(variantsOf)];
}

function isSchema(value: unknown): value is JsonSchema {
  return typeof value === 'object' && value !== null;
}

function joined(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
