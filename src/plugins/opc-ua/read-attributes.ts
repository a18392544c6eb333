import type { DataValue } from 'node-opcua-client';
import { chunksOf } from './chunks-of.ts';
import { mapLimited } from './map-limited.ts';
import type { OpenSession } from './open-session.ts';

/** AttributeIds of OPC 10000-6, annex A. */
export const ATTRIBUTE = {
  nodeClass: 2,
  description: 5,
  value: 13,
  dataType: 14,
  valueRank: 15,
  userAccessLevel: 18,
} as const;

export type AttributeToRead = { readonly nodeId: string; readonly attributeId: number };

/** How old a value that the server has at hand may be; it is asked for a new one otherwise. */
const MAX_AGE_MS = 1_000;

/** Attributes in the order asked, in as many requests as the server's limit wants. */
export async function readAttributes(
  { session, limits }: OpenSession,
  wanted: readonly AttributeToRead[],
  atOnce: number,
): Promise<readonly DataValue[]> {
  const chunks = chunksOf(wanted, limits.read);
  const read = await mapLimited(chunks, atOnce, (chunk) => session.read([...chunk], MAX_AGE_MS));
  return read.flat();
}
