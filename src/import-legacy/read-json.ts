type Fields = Readonly<Record<string, unknown>>;

/** The object that a cell holds as JSON text; undefined for anything else. */
export function readJson(cell: unknown): Fields | undefined {
  if (typeof cell !== 'string') return undefined;
  try {
    const value: unknown = JSON.parse(cell);
    return isFields(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A text without blanks around it; undefined when there is nothing in it. */
export function textOf(value: unknown): string | undefined {
  const text = typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';
  return text.trim() || undefined;
}
