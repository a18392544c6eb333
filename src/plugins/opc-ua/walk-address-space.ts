import type { ReferenceDescription } from 'node-opcua-client';
import { browseReferences } from './browse-references.ts';
import { chunksOf } from './chunks-of.ts';
import { describeVariables } from './describe-variables.ts';
import type { NamedNode, OpcUaTag } from './opc-ua-tag.ts';
import type { OpenSession } from './open-session.ts';

const VARIABLE = 2;
const HAS_PROPERTY = 'ns=0;i=46';
const HAS_HISTORICAL_CONFIGURATION = 'ns=0;i=56';
/** Nodes that are looked at in one step: what comes of it is one page. */
const PAGE = 200;
/** Folders within folders: deeper is a loop of copies. */
const MAX_DEPTH = 20;

type Found = NamedNode & { readonly isVariable: boolean };

/**
 * Every variable below a node, level by level, a page at a time. A node that hangs in several places has the name of the
 * first; of two with the same path, the second is named by its NodeId. Namespace 0 is the server's own and left out.
 *
 * @param ask puts a question to the present session: browsing takes longer than a connection need hold
 * @param most ends after so many variables
 */
export async function* walkAddressSpace(
  ask: <T>(question: (open: OpenSession) => Promise<T>) => Promise<T>,
  rootNode: string,
  most: number,
  signal: AbortSignal,
): AsyncGenerator<readonly OpcUaTag[]> {
  const seen = new Set([rootNode]);
  const names = new Set<string>();
  let level: readonly Found[] = [{ name: '', nodeId: rootNode, isVariable: false }];
  let count = 0;
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth += 1) {
    const below: Found[] = [];
    for (const page of chunksOf(level, PAGE)) {
      const { tags, children } = await ask((open) => lookAt(open, page, signal));
      for (const child of children) {
        if (seen.has(child.nodeId)) continue;
        seen.add(child.nodeId);
        const name = names.has(child.name.toLowerCase()) ? child.nodeId : child.name;
        names.add(name.toLowerCase());
        below.push({ ...child, name });
      }
      count += tags.length;
      yield tags;
      if (count >= most) return;
    }
    level = below;
  }
}

async function lookAt(
  open: OpenSession,
  page: readonly Found[],
  signal: AbortSignal,
): Promise<{ readonly tags: readonly OpcUaTag[]; readonly children: readonly Found[] }> {
  const ids = page.map(({ nodeId }) => nodeId);
  const references = await browseReferences(open, ids, signal);
  const variables = page.flatMap((found, place) =>
    found.isVariable ? [{ found, below: references[place] ?? [] }] : [],
  );
  const described = await describeVariables(
    open,
    variables.map(({ found }) => found),
    signal,
    variables.map(({ below }) => below),
  );
  const children = page.flatMap((parent, place) =>
    (references[place] ?? []).filter(isChild).map((reference) => childOf(parent, reference)),
  );
  return { tags: described.filter((tag) => tag !== undefined), children };
}

/** What may be, or lead to, a tag: no property of something, and nothing of the standard's own. */
export function isChild({ referenceTypeId, nodeId }: ReferenceDescription): boolean {
  const type = referenceTypeId.toString();
  return type !== HAS_PROPERTY && type !== HAS_HISTORICAL_CONFIGURATION && nodeId.namespace !== 0;
}

function childOf(parent: NamedNode, reference: ReferenceDescription): Found {
  const own = reference.browseName.name ?? '';
  const nodeClass: number = reference.nodeClass;
  return {
    name: parent.name === '' ? own : `${parent.name}/${own}`,
    nodeId: reference.nodeId.toString(),
    isVariable: nodeClass === VARIABLE,
  };
}
