type Fields = Readonly<Record<string, unknown>>;

/** One field of what an entry is about, before and after; undefined where the entry tells nothing. */
export type FieldChange = {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
};

export type AuditDetails = {
  /** `changed` has both states, `made` only the later, `removed` only the earlier one. */
  readonly kind: 'changed' | 'made' | 'removed' | 'none';
  readonly changes: readonly FieldChange[];
  /** What else was written down. */
  readonly further: readonly (readonly [string, unknown])[];
};

/** Takes the details of an entry apart: two states of a thing side by side, and the rest. */
export function readDetails(details: unknown): AuditDetails {
  const { before: was, after: is, ...rest } = asFields(details) ?? { value: details };
  const before = asFields(was);
  const after = asFields(is);
  const names = new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})]);
  return {
    kind: before ? (after ? 'changed' : 'removed') : after ? 'made' : 'none',
    changes: [...names].map((field) => ({
      field,
      before: before?.[field],
      after: after?.[field],
    })),
    further: Object.entries(rest).filter(([, value]) => value !== null && value !== undefined),
  };
}

/** In this order: what was asked or sent says more than the trigger it named. */
const NAMES = ['text', 'name', 'username', 'prefix', 'recipient', 'list', 'phone'];

/** What an entry is about, in a word or two: the name of the thing, else its id. */
export function aboutOf(details: unknown): string {
  const fields = asFields(details);
  if (!fields) return '';
  for (const place of [fields, asFields(fields['after']), asFields(fields['before'])]) {
    for (const name of NAMES) {
      const value = place?.[name];
      if (typeof value === 'string' && value !== '') return value;
    }
  }
  const { id } = fields;
  return typeof id === 'string' || typeof id === 'number' ? String(id) : '';
}

function asFields(value: unknown): Fields | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Fields)
    : undefined;
}
