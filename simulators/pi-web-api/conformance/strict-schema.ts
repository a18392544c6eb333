import { readFileSync } from 'node:fs';
import type { Ajv, ErrorObject } from 'ajv';

type Json = { [name: string]: Json } | Json[] | string | number | boolean | null;
type Schema = { [name: string]: Json };

/** The vendor's specification, as far as the test reads it. */
export type Specification = {
  readonly definitions: { readonly [name: string]: Schema };
  readonly paths: {
    readonly [path: string]: {
      readonly [method: string]: {
        readonly responses: { readonly [status: string]: { readonly schema?: Schema } };
      };
    };
  };
};

/** Where the server knowingly departs from the specification, and why. */
export type SchemaExceptions = {
  /** `Definition.Property` that the specification lacks and real replies have. */
  readonly extra: Readonly<Record<string, { readonly schema: Schema; readonly reason: string }>>;
  /** `Definition.Property` (or `*.Property`) that may be missing. */
  readonly optional: Readonly<Record<string, string>>;
};

/** Reads the specification from beside the repository; `undefined` when it is not there. */
export function readSpecification(file: URL): Specification | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/**
 * A validator that knows the specification's definitions made strict: nothing unknown, and everything
 * there but optional links and the listed exceptions.
 * @returns a function that says what is wrong with a body under the name of a definition
 */
export function createStrictValidator(
  specification: Specification,
  exceptions: SchemaExceptions,
  ajv: Ajv,
) {
  for (const [name, definition] of Object.entries(specification.definitions)) {
    ajv.addSchema(makeStrict(name, definition, exceptions), idOf(name));
  }
  for (const name of Object.keys(specification.definitions)) {
    const list = `Items[${name}]`;
    if (list in specification.definitions) continue;
    ajv.addSchema(makeStrict(list, listOf(name), exceptions), idOf(list));
  }
  return function findFaults(name: string, body: unknown): string[] {
    const validate = ajv.getSchema(idOf(name));
    if (!validate) return [`the specification has no definition '${name}'`];
    return validate(body) === true ? [] : (validate.errors ?? []).map(describe);
  };
}

/** The definition a successful reply of an operation has; `undefined` when it has no body. */
export function definitionOf(
  specification: Specification,
  method: string,
  path: string,
  status: number,
): string | undefined {
  const operation = specification.paths[path]?.[method.toLowerCase()];
  const reference = operation?.responses[String(status)]?.schema?.['$ref'];
  return typeof reference === 'string' ? reference.replace('#/definitions/', '') : undefined;
}

/** A list the specification forgot to define. */
function listOf(name: string): Schema {
  return {
    properties: {
      Items: { type: 'array', items: { $ref: `#/definitions/${name}` } },
      Links: { $ref: '#/definitions/PaginationLinks' },
    },
  };
}

function makeStrict(name: string, definition: Schema, exceptions: SchemaExceptions): Schema {
  const properties: Schema = {};
  const required: string[] = [];
  for (const [property, schema] of Object.entries(asSchema(definition['properties']))) {
    properties[property] = makeProperty(asSchema(schema));
    const isOptional =
      asSchema(schema)['x-link-optional'] === true ||
      `${name}.${property}` in exceptions.optional ||
      (name !== property && `*.${property}` in exceptions.optional);
    if (!isOptional) required.push(property);
  }
  for (const [key, { schema }] of Object.entries(exceptions.extra)) {
    const dot = key.lastIndexOf('.');
    if (key.slice(0, dot) === name) properties[key.slice(dot + 1)] = schema;
  }
  return { type: 'object', properties, required, additionalProperties: false };
}

function makeProperty(schema: Schema): Schema {
  const reference = schema['$ref'];
  if (typeof reference === 'string') return { $ref: idOf(reference.replace('#/definitions/', '')) };
  if (schema['type'] === 'array')
    return { type: 'array', items: makeProperty(asSchema(schema['items'])) };
  if (schema['type'] === 'object') {
    const values = schema['additionalProperties'];
    if (values !== undefined)
      return { type: 'object', additionalProperties: makeProperty(asSchema(values)) };
    // The specification writes "any value" as an object: numbers, texts and states alike.
    return {};
  }
  const format = typeof schema['format'] === 'string' ? FORMATS[schema['format']] : undefined;
  return {
    type: schema['type'] ?? 'string',
    ...format,
    ...(schema['enum'] ? { enum: schema['enum'] } : {}),
  };
}

const FORMATS: Readonly<Record<string, Schema>> = {
  'date-time': { pattern: String.raw`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{0,6}[1-9])?Z$` },
  uuid: { pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' },
  webid: { pattern: '^[FIPLD]1[A-Za-z]{2}[-_A-Za-z0-9]+$' },
  path: { pattern: String.raw`^\\\\` },
  int32: { minimum: -2_147_483_648, maximum: 2_147_483_647 },
};

function idOf(name: string): string {
  return `definition:${encodeURIComponent(name)}`;
}

function asSchema(value: Json | undefined): Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function describe({ instancePath, message, params }: ErrorObject): string {
  const { additionalProperty: extra }: { additionalProperty?: string } = params;
  return `${instancePath} ${message ?? ''}${extra === undefined ? '' : ` (${extra})`}`;
}
