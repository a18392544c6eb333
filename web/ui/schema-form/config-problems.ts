import { isRequired, withoutNull } from './json-schema.ts';
import type { JsonSchema } from './json-schema.ts';

type Values = Readonly<Record<string, unknown>>;

export type ConfigProblem = {
  /** Of the field, dotted. */
  readonly path: string;
  readonly kind: 'missing' | 'notAnAddress';
};

/** What the server would refuse, found before anything is sent: fields left empty, addresses that are none. */
export function configProblems(
  schema: JsonSchema,
  values: Values,
  /** Paths of secrets that are stored: left empty, they are kept. */
  secretsSet: readonly string[] = [],
): readonly ConfigProblem[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, given]): ConfigProblem[] => {
    const value = values[name];
    const isEmpty = value === undefined || value === null || value === '';
    if (isEmpty) {
      const isKept = value === undefined && secretsSet.includes(name);
      return isRequired(schema, name) && !isKept ? [{ path: name, kind: 'missing' }] : [];
    }
    const isAddress = withoutNull(given).format === 'uri' && typeof value === 'string';
    return isAddress && !isWebAddress(value) ? [{ path: name, kind: 'notAnAddress' }] : [];
  });
}

function isWebAddress(text: string): boolean {
  const url = URL.parse(text);
  return (url?.protocol === 'https:' || url?.protocol === 'http:') && /^https?:\/\//i.test(text);
}
