import { browseReferences } from './browse-references.ts';
import type { NamedNode } from './opc-ua-tag.ts';
import type { OpenSession } from './open-session.ts';

/** Names that a path may be followed under, where several begin it in the same way. */
const MAX_BRANCHES = 20;

/**
 * The node of a browse path such as `Area/Unit1/Load` below a root, in any case. A name that has a `/` of its own is
 * found too: whatever begins the path is followed.
 *
 * @returns the path as the server writes it; undefined when there is no such node
 */
export async function findByPath(
  open: OpenSession,
  rootNode: string,
  path: string,
  signal: AbortSignal,
): Promise<NamedNode | undefined> {
  let branches = [{ name: '', nodeId: rootNode, rest: path.trim().replace(/^\/+/, '') }];
  while (branches.length > 0) {
    const ids = branches.map(({ nodeId }) => nodeId);
    const below = await browseReferences(open, ids, signal);
    const next: typeof branches = [];
    for (const [place, { name, rest }] of branches.entries()) {
      for (const { browseName, nodeId } of below[place] ?? []) {
        const own = browseName.name ?? '';
        const left = restAfter(own, rest);
        if (own === '' || left === undefined) continue;
        const found = {
          name: name === '' ? own : `${name}/${own}`,
          nodeId: nodeId.toString(),
          rest: left,
        };
        if (left === '') return found;
        next.push(found);
      }
    }
    branches = next.slice(0, MAX_BRANCHES);
  }
  return undefined;
}

/** What of a path is left below a name that it begins with; undefined when it does not. */
function restAfter(name: string, path: string): string | undefined {
  const begins = path.slice(0, name.length).toLowerCase() === name.toLowerCase();
  if (!begins) return undefined;
  if (path.length === name.length) return '';
  return path[name.length] === '/' ? path.slice(name.length + 1) : undefined;
}
