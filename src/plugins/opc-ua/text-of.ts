/** The text of a LocalizedText, a QualifiedName or a String, however it arrives. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return '';
  const text: unknown = 'text' in value ? value.text : 'name' in value ? value.name : undefined;
  return typeof text === 'string' ? text : '';
}
