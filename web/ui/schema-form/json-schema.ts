/** The part of JSON Schema that plugins and settings describe themselves with. */
export type JsonSchema = {
  readonly type?: string | readonly string[];
  readonly title?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly deprecated?: boolean;
  /** Of ours: encrypted in the store and never sent to the page. */
  readonly secret?: boolean;
};

/** Which control a field is edited with; `json` for what has none of its own. */
export type Control =
  | 'secret'
  | 'switch'
  | 'choice'
  | 'number'
  | 'text'
  | 'lines'
  | 'entries'
  | 'pairs'
  | 'group'
  | 'json';

/** A field that may be null is edited as what it is otherwise. */
export function withoutNull(schema: JsonSchema): JsonSchema {
  const options = schema.anyOf ?? schema.oneOf;
  if (!options) return schema;
  const others = options.filter(({ type }) => type !== 'null');
  const values = others.map((option) => option.const);
  const { anyOf: _anyOf, oneOf: _oneOf, ...rest } = schema;
  if (others.length > 1 && values.every((value) => value !== undefined)) {
    return { ...rest, enum: values };
  }
  return others.length === 1 ? { ...others[0], ...rest } : schema;
}

export function controlFor(schema: JsonSchema): Control {
  if (schema.secret) return 'secret';
  if (schema.enum) return 'choice';
  const types = [schema.type ?? []].flat().filter((type) => type !== 'null');
  switch (types.length === 1 ? types[0] : undefined) {
    case 'boolean':
      return 'switch';
    case 'number':
    case 'integer':
      return 'number';
    case 'string':
      return 'text';
    case 'array':
      return listControl(withoutNull(schema.items ?? {}));
    case 'object':
      if (schema.properties) return 'group';
      return typeof schema.additionalProperties === 'object' &&
        controlFor(withoutNull(schema.additionalProperties)) === 'text'
        ? 'pairs'
        : 'json';
    default:
      return 'json';
  }
}

/** Folded away until asked for: what works without anybody touching it. */
export function isAdvanced(schema: JsonSchema): boolean {
  return schema.default !== undefined;
}

/** Zod counts a field with a default as required in what it gives; nobody has to fill it in. */
export function isRequired(parent: JsonSchema, name: string): boolean {
  return (
    (parent.required?.includes(name) ?? false) && parent.properties?.[name]?.default === undefined
  );
}

function listControl(items: JsonSchema): Control {
  const control = controlFor(items);
  if (control === 'text') return 'lines';
  return control === 'group' ? 'entries' : 'json';
}
