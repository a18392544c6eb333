import type { FieldIssue } from '../../lib/api-error.ts';
import type { JsonSchema } from './json-schema.ts';

/** What the control of one field of a schema is given. */
export type FieldProps = {
  readonly schema: JsonSchema;
  /** Dotted, from the top of the form: `tags.0.name`. */
  readonly path: string;
  readonly label: string;
  readonly isRequired: boolean;
  readonly value: unknown;
  /** Undefined leaves the field out of what is sent. */
  readonly onChange: (value: unknown) => void;
  readonly issues: readonly FieldIssue[];
  /** Paths of the secrets that are stored. */
  readonly secretsSet: readonly string[];
  readonly isReadOnly: boolean;
};

/** What the server said of this field. */
export function issueAt({ path, issues }: Pick<FieldProps, 'path' | 'issues'>): string | undefined {
  return issues.find((issue) => issue.path === path)?.message;
}
