/** An object of an answer, its fields not looked at yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a PI list `{Items:[…]}`; undefined when it is not one. */
export function itemsOf(content: unknown): readonly JsonObject[] | undefined {
  if (!isJsonObject(content)) return undefined;
  const items = content['Items'];
  return Array.isArray(items) ? items.filter(isJsonObject) : undefined;
}

/** The text of a field; empty when it is missing or something else. */
export function textField(object: JsonObject, field: string): string {
  const value = object[field];
  return typeof value === 'string' ? value : '';
}
