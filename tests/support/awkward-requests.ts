import fc from 'fast-check';

/** The parts of a JSON Schema that are looked at for values that nearly fit. */
export type JsonSchema = {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly format?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | JsonSchema;
};

export type Operation = {
  readonly parameters?: readonly { name: string; in: string; schema?: JsonSchema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { schema?: JsonSchema }>> };
};

export type AwkwardRequest = {
  readonly url: string;
  readonly contentType: string | undefined;
  readonly payload: string | undefined;
};

/** Stands for every secret a caller may send: it is never to be seen again. */
export const SECRET = 'marked-Secret-0f3b9c';

const TEXTS = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\uD800',
  '\uDFFFx',
  '\u202Eu1 load\u202C',
  '👩‍👩‍👧‍👦'.repeat(30),
  'e' + '\u0301'.repeat(200),
  'x'.repeat(100_000),
  '__proto__',
  'constructor',
  'toString',
  '-1',
  '9007199254740993',
  '1e400',
  'NaN',
  'null',
  'true',
  '../../etc/passwd',
  '..%2f..%2f',
  "'; DROP TABLE users; --",
  '" OR 1=1 --',
  '%',
  '_',
  '\\',
  '${7*7}{{7*7}}',
  '<script>alert(1)</script>',
  '=1+1',
  '\r\nx-header: 1',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999Z',
  '2026-02-30T00:00:00Z',
  'u1 load',
  'unit 1',
  '+6281200000009',
  'admin',
];

/** Bodies that no object of JavaScript can stand for. */
const RAW_BODIES = [
  '',
  '{',
  'null',
  '[]',
  '"text"',
  '0',
  'undefined',
  '{"__proto__":{"role":"admin"}}',
  '{"constructor":{"prototype":{"role":"admin"}}}',
  '{"name":"a","name":"b"}',
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
  `{"name":"${'x'.repeat(900_000)}"}`,
  '{"value":1e999}',
  '\uFEFF{}',
];

const TYPES = [
  'application/json; charset=utf-16',
  'application/xml',
  'text/plain',
  'text/html',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json/../x',
  '\tapplication/json',
  '',
];

const text = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
  { weight: 1, arbitrary: fc.string({ maxLength: 300 }) },
);
const anything: fc.Arbitrary<unknown> = fc.oneof(
  text,
  fc.constantFrom(null, true, false, 0, -1, 1.5, 2 ** 53, -(2 ** 63), 1e308),
  fc.array(text, { maxLength: 3 }),
  fc.dictionary(text, text, { maxKeys: 3 }),
);
/** What fields of these names hold when somebody sensible fills them in. */
const SENSIBLE: Readonly<Record<string, readonly unknown[]>> = {
  plugin: ['aveva-pi'],
  config: [
    { baseUrl: 'http://127.0.0.1:9/piwebapi', user: 'u', password: SECRET },
    { tag: 'U1_LOAD_NET' },
    { tags: ['U1_LOAD_NET', 'SINUSOID'], range: '8h' },
    { text: 'hello' },
  ],
  args: ['8h', '20', 'yesterday', { range: '8h' }, { count: 3 }],
  range: ['8h', '*-1h', 'yesterday'],
  tag: ['SINUSOID', 'U1_LOAD_NET'],
  tags: ['SINUSOID', 'U1_LOAD_NET'],
  q: ['load', 'u1'],
  sort: ['name', '-createdAt', 'updatedAt', '-timestamp', 'id'],
  format: ['csv'],
  recipient: ['+6281200000001'],
  phone: ['+6281200000077'],
  from: ['+6281200000001', '2026-11-27T00:00:00Z'],
  to: ['2026-11-28T00:00:00Z'],
  username: ['budi', 'sari'],
  prefix: ['?', '!!'],
  queryTemplate: ['SELECT 1'],
  grants: [{ all: true }, { groupIds: [], sourceIds: [] }],
};

/**
 * Requests of a route as nobody sensible sends them: some are nearly right, so that they come far, some are nothing.
 *
 * @param ids of things that exist; the path's parts, and fields for ids, are one of them as often as not
 */
export function awkwardRequests(
  path: string,
  operation: Operation,
  schemas: Readonly<Record<string, JsonSchema>>,
  ids: readonly string[],
): fc.Arbitrary<AwkwardRequest> {
  const id = fc.oneof(fc.constantFrom('nothing', ...ids), text.map(pathPart));
  const address = fc
    .array(id, { minLength: 2, maxLength: 2 })
    .map((parts) => path.replaceAll(/:\w+|\*/g, () => parts.pop() ?? 'x'));
  const schema = operation.requestBody?.content['application/json']?.schema;
  const body: fc.Arbitrary<Pick<AwkwardRequest, 'contentType' | 'payload'>> = fc.oneof(
    { weight: 6, arbitrary: (schema ? near(schema, schemas, '') : anything).map(asJson) },
    { weight: 1, arbitrary: anything.map(asJson) },
    { weight: 1, arbitrary: fc.constantFrom(...RAW_BODIES).map((raw) => json(raw)) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...TYPES).map((contentType) => ({ contentType, payload: '{}' })),
    },
    { weight: 1, arbitrary: fc.constant({ contentType: undefined, payload: undefined }) },
  );
  return fc
    .tuple(address, queries(operation, schemas), body)
    .map(([url, query, sent]) => ({ url: url + query, ...sent }));
}

function queries(
  { parameters = [] }: Operation,
  schemas: Readonly<Record<string, JsonSchema>>,
): fc.Arbitrary<string> {
  const known = parameters
    .filter((each) => each.in === 'query')
    .map(({ name, schema }) =>
      near(schema ?? {}, schemas, name).map((value) => `${name}=${part(value)}`),
    );
  const other = fc.tuple(text, text).map(([name, value]) => `${part(name)}=${part(value)}`);
  const one = fc.oneof(...known, { weight: 1, arbitrary: other });
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant('') },
    { weight: 4, arbitrary: fc.array(one, { maxLength: 3 }).map((all) => `?${all.join('&')}`) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('?', '?&&==', '?limit=1&limit=2', '?q[]=1', '?q[a]=1'),
    },
  );
}

/** A value that fits a schema, or nearly, or not at all. */
function near(
  schema: JsonSchema,
  schemas: Readonly<Record<string, JsonSchema>>,
  name: string,
): fc.Arbitrary<unknown> {
  const fitting = fits(schema, schemas, name);
  return fc.oneof({ weight: 7, arbitrary: fitting }, { weight: 1, arbitrary: anything });
}

function fits(
  schema: JsonSchema,
  schemas: Readonly<Record<string, JsonSchema>>,
  name: string,
): fc.Arbitrary<unknown> {
  if (/password|secret|currentPassword|^code$/i.test(name)) return fc.constant(SECRET);
  const sensible = SENSIBLE[name];
  if (sensible) return fc.oneof(fc.constantFrom(...sensible), typed(schema, schemas, name));
  return typed(schema, schemas, name);
}

function typed(
  schema: JsonSchema,
  schemas: Readonly<Record<string, JsonSchema>>,
  name: string,
): fc.Arbitrary<unknown> {
  if (schema.$ref) return fits(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, schemas, name);
  const choices = schema.anyOf ?? schema.oneOf ?? schema.allOf;
  if (choices) return fc.oneof(...choices.map((choice) => near(choice, schemas, name)));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const [type] = [schema.type ?? 'any'].flat();
  const { minimum: min = -5, maximum: max = min + 1_000 } = schema;
  switch (type) {
    case 'string':
      return schema.format === 'date-time'
        ? fc.constantFrom(
            '2026-11-27T05:00:00.000Z',
            '0001-01-01T00:00:00Z',
            '9999-12-31T00:00:00Z',
          )
        : text;
    case 'integer':
    case 'number':
      return fc.integer({ min: Math.ceil(min), max: Math.floor(Math.min(max, min + 1_000)) });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(near(schema.items ?? {}, schemas, name.replace(/s$/, '')), { maxLength: 3 });
    case 'object':
      return objects(schema, schemas);
    default:
      return anything;
  }
}

function objects(
  { properties = {}, required = [], additionalProperties }: JsonSchema,
  schemas: Readonly<Record<string, JsonSchema>>,
): fc.Arbitrary<unknown> {
  const fields = fc.record(
    Object.fromEntries(
      Object.entries(properties).map(([name, inner]) => [name, near(inner, schemas, name)]),
    ),
    { requiredKeys: [...required] },
  );
  const inner = typeof additionalProperties === 'object' ? additionalProperties : {};
  const more = fc.dictionary(text, near(inner, schemas, ''), { maxKeys: 2 });
  const isOpen = additionalProperties !== false && additionalProperties !== undefined;
  const extra = fc.oneof({ weight: isOpen ? 1 : 9, arbitrary: fc.constant({}) }, more);
  return fc.tuple(fields, extra).map(([own, added]) => ({ ...added, ...own }));
}

function asJson(value: unknown) {
  return json(JSON.stringify(value));
}

function json(payload: string) {
  return { contentType: 'application/json', payload };
}

function part(value: unknown): string {
  const written = typeof value === 'string' ? value : JSON.stringify(value);
  return encodeURIComponent(written.toWellFormed());
}

/** Never a path of its own: `..` would lead to another route than the one meant. */
function pathPart(value: string): string {
  const encoded = part(value.slice(0, 300));
  return /^\.*$/.test(encoded) ? 'x' : encoded;
}
