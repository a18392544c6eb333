export type QueryValue = string | number | boolean | readonly (string | number)[] | undefined;
export type Query = Readonly<Record<string, QueryValue>>;

/** A path with its query, every value encoded; undefined values are left out, a list repeats its name. */
export function pathWith(path: string, query: Query): string {
  const parts: string[] = [];
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    const values: readonly (string | number | boolean)[] = Array.isArray(value) ? value : [value];
    for (const one of values) parts.push(`${name}=${encodeURIComponent(one)}`);
  }
  return parts.length === 0 ? path : `${path}?${parts.join('&')}`;
}

/**
 * Spreads a long list over as many paths as the URL length needs, in order.
 * One value longer than a whole URL still gets its own path: the server then says so itself.
 *
 * @param maxLength characters of path and query
 */
export function pathsWithList(
  path: string,
  list: { readonly name: string; readonly values: readonly string[] },
  query: Query,
  maxLength: number,
): readonly { readonly path: string; readonly values: readonly string[] }[] {
  const rest = pathWith(path, query);
  const joint = rest.includes('?') ? '&' : '?';
  const paths: { path: string; values: string[] }[] = [];
  let current: { path: string; values: string[] } | undefined;
  for (const value of list.values) {
    const part = `${list.name}=${encodeURIComponent(value)}`;
    if (!current || current.path.length + part.length + 1 > maxLength) {
      current = { path: rest + joint + part, values: [value] };
      paths.push(current);
    } else {
      current.path += `&${part}`;
      current.values.push(value);
    }
  }
  return paths;
}

/** Names for `selectedFields`, each below `prefix`. */
export function selectFields(prefix: string, fields: readonly string[]): string {
  return fields.map((field) => prefix + field).join(';');
}
