type Fields = Readonly<Record<string, unknown>>;

/**
 * What somebody typed, on top of what another stored meanwhile: a field they touched is theirs, every other one is as
 * it is stored now. Objects are gone through field by field; a list is one thing.
 */
export function rebase(opened: unknown, typed: unknown, stored: unknown): unknown {
  if (isSame(opened, typed)) return stored;
  if (!isFields(opened) || !isFields(typed) || !isFields(stored)) return typed;
  const names = new Set([...Object.keys(stored), ...Object.keys(typed)]);
  return Object.fromEntries(
    [...names]
      .map((name) => [name, rebase(opened[name], typed[name], stored[name])] as const)
      .filter(([, value]) => value !== undefined),
  );
}

function isSame(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
