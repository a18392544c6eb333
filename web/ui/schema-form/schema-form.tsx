import { Stack } from '@mantine/core';
import type { FieldIssue } from '../../lib/api-error.ts';
import type { JsonSchema } from './json-schema.ts';
import { SchemaFields } from './schema-fields.tsx';

/**
 * A form drawn from a JSON Schema, as `GET /plugins` gives it.
 *
 * Fields left empty are left out of `value`. A secret is never shown: left alone it is left out (kept), typed it is
 * the new one, removed it is `null`.
 */
export function SchemaForm({
  schema,
  value,
  onChange,
  issues = [],
  secretsSet = [],
  prefix = '',
  isReadOnly = false,
  first,
}: {
  readonly schema: JsonSchema;
  readonly value: Readonly<Record<string, unknown>>;
  readonly onChange: (value: Readonly<Record<string, unknown>>) => void;
  /** From `fieldIssuesOf(error)`. */
  readonly issues?: readonly FieldIssue[];
  /** Paths of stored secrets, without the prefix. */
  readonly secretsSet?: readonly string[];
  /** Where the values are in what is sent, such as `config`: issues begin with it. */
  readonly prefix?: string;
  readonly isReadOnly?: boolean;
  /** The fields that are not folded away, where most people need but these; usually those without a default. */
  readonly first?: readonly string[] | undefined;
}) {
  const start = prefix === '' ? '' : `${prefix}.`;
  const own = issues
    .filter(({ path }) => path.startsWith(start))
    .map(({ path, message }) => ({ path: path.slice(start.length), message }));
  return (
    <Stack gap="sm">
      <SchemaFields
        schema={schema}
        value={value}
        onChange={onChange}
        issues={own}
        secretsSet={secretsSet}
        isReadOnly={isReadOnly}
        first={first}
      />
    </Stack>
  );
}
