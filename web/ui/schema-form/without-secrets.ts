import { withoutNull, type JsonSchema } from './json-schema.ts';

/** The fields without those that the schema calls secret, and without any that it does not know. */
export function withoutSecrets(value: unknown, given: JsonSchema): unknown {
  const schema = withoutNull(given);
  if (schema.secret) return undefined;
  if (Array.isArray(value)) {
    return value.map((item: unknown) => withoutSecrets(item, schema.items ?? {}));
  }
  if (typeof value !== 'object' || value === null) return value;
  const { properties, additionalProperties } = schema;
  const others = typeof additionalProperties === 'object' ? additionalProperties : undefined;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, field]): [string, unknown][] => {
      const known = properties?.[name] ?? others;
      const kept = known && withoutSecrets(field, known);
      return kept === undefined ? [] : [[name, kept]];
    }),
  );
}
