import type { Method, PiRoute } from './route.ts';

type Node = {
  readonly children: Map<string, Node>;
  parameter?: { name: string; node: Node };
  readonly routes: Map<Method, PiRoute>;
};

/** What a method and path lead to. */
export type Match =
  | {
      readonly kind: 'route';
      readonly route: PiRoute;
      readonly params: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'wrong-method' }
  | { readonly kind: 'unknown' };

/**
 * Finds routes by path, without regard to case or a trailing slash; a literal part wins over a
 * `{parameter}` at the same place. One router serves the socket and the requests inside a batch.
 */
export function createRouter(routes: readonly PiRoute[]) {
  const root: Node = newNode();
  for (const route of routes) insert(root, route);

  return function match(method: string, path: string): Match {
    const parts = path.split('/').filter((part) => part !== '');
    const params: Record<string, string> = {};
    const node = descend(root, parts, 0, params);
    if (!node || node.routes.size === 0) return { kind: 'unknown' };
    const route = [...node.routes.values()].find((each) => each.method === method);
    return route ? { kind: 'route', route, params } : { kind: 'wrong-method' };
  };
}

function insert(root: Node, route: PiRoute): void {
  let node = root;
  for (const part of route.path.split('/').filter((each) => each !== '')) {
    const name = /^\{(\w+)\}$/.exec(part)?.[1];
    if (name === undefined) {
      const next = node.children.get(part.toLowerCase()) ?? newNode();
      node.children.set(part.toLowerCase(), next);
      node = next;
    } else {
      node.parameter ??= { name, node: newNode() };
      node = node.parameter.node;
    }
  }
  if (node.routes.has(route.method))
    throw new Error(`${route.method} ${route.path} is routed twice`);
  node.routes.set(route.method, route);
}

function descend(
  node: Node,
  parts: readonly string[],
  depth: number,
  params: Record<string, string>,
): Node | undefined {
  const part = parts[depth];
  if (part === undefined) return node;
  const literal = node.children.get(part.toLowerCase());
  const found = literal ? descend(literal, parts, depth + 1, params) : undefined;
  if (found && found.routes.size > 0) return found;
  if (!node.parameter) return found;
  params[node.parameter.name] = decode(part);
  return descend(node.parameter.node, parts, depth + 1, params);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function newNode(): Node {
  return { children: new Map(), routes: new Map() };
}
