/** Characters up to the end of the ids, by marker: type, version, marker, then 22 a GUID and 6 an Int32. */
const ID_END: Readonly<Record<string, number>> = {
  DP: 4 + 22 + 6,
  AbE: 5 + 3 * 22,
  AbF: 5 + 3 * 22,
};

/**
 * What stays the same of a WebID 2.0 when its type or its object's path changes: the ids within it.
 *
 * A server may answer with Full WebIDs where IDOnly ones were asked for, or with a new path after a rename. WebIDs of
 * other kinds are returned whole. Source: PI Web API help, "WebID encoding".
 */
export function webIdKey(webId: string): string {
  if (webId.charCodeAt(1) !== 49) return webId;
  const type = webId.charAt(0);
  if (type !== 'F' && type !== 'I') return webId;
  const end = ID_END[webId.slice(2, 4)] ?? ID_END[webId.slice(2, 5)];
  return end === undefined ? webId : webId.slice(1, end);
}

/**
 * Puts the items of a stream set in the order in which their WebIDs were asked for.
 * Undefined stands for a stream the answer does not hold; an item nobody asked for is left out.
 */
export function inOrderAsked<T extends { readonly WebId?: unknown }>(
  webIds: readonly string[],
  items: readonly T[],
): readonly (T | undefined)[] {
  if (items.length === webIds.length && items.every((item, i) => item.WebId === webIds[i])) {
    return items;
  }
  const byKey = new Map<string, T>();
  for (const item of items) {
    if (typeof item.WebId === 'string') byKey.set(webIdKey(item.WebId), item);
  }
  return webIds.map((webId) => byKey.get(webIdKey(webId)));
}
