import type { ReferenceDescription } from 'node-opcua-client';
import { chunksOf } from './chunks-of.ts';
import type { OpenSession } from './open-session.ts';

/** HierarchicalReferences with its subtypes: children, components, properties (OPC 10000-3, 7.3). */
const HIERARCHICAL = 'ns=0;i=33';
const EVERYTHING = 0x3f;
/** Objects, variables: all that can lead to a value. */
const OBJECTS_AND_VARIABLES = 1 | 2;
/** A node with more children than this is no folder that anybody made by hand. */
const MAX_REFERENCES = 200_000;

/**
 * What hangs below each node, in the order asked. A node that cannot be browsed has nothing below it.
 *
 * @param signal checked between requests
 */
export async function browseReferences(
  { session, library, limits }: OpenSession,
  nodeIds: readonly string[],
  signal: AbortSignal,
): Promise<readonly (readonly ReferenceDescription[])[]> {
  const found: (readonly ReferenceDescription[])[] = [];
  for (const chunk of chunksOf(nodeIds, limits.browse)) {
    signal.throwIfAborted();
    const results = await session.browse(
      chunk.map((nodeId) => ({
        nodeId,
        browseDirection: library.BrowseDirection.Forward,
        referenceTypeId: HIERARCHICAL,
        includeSubtypes: true,
        nodeClassMask: OBJECTS_AND_VARIABLES,
        resultMask: EVERYTHING,
      })),
    );
    for (const result of results) {
      const references = [...(result.references ?? [])];
      let next = result.continuationPoint;
      while (next && next.length > 0 && references.length < MAX_REFERENCES) {
        signal.throwIfAborted();
        const more = await session.browseNext(next, false);
        references.push(...(more.references ?? []));
        next = more.continuationPoint;
      }
      found.push(references);
    }
  }
  return found;
}
