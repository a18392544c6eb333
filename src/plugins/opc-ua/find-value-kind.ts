import type { ValueType } from '#sdk';
import { browseReferences } from './browse-references.ts';
import type { OpenSession } from './open-session.ts';
import { ATTRIBUTE, readAttributes } from './read-attributes.ts';
import { statesOf } from './states-of.ts';

/** Standard data types by what they hold (OPC 10000-6, annex A): the numeric part of their NodeIds in namespace 0. */
const STANDARD: Readonly<Record<number, ValueType>> = {
  1: 'boolean',
  12: 'string',
  13: 'timestamp',
  21: 'string',
  26: 'number',
  27: 'number',
  28: 'number',
  29: 'digital',
  290: 'number',
  294: 'timestamp',
};
const HAS_SUBTYPE = 'ns=0;i=45';
/** Types derived from types derived from types: nobody does it deeper. */
const MAX_DEPTH = 8;

/** What a variable of a data type holds. */
export type ValueKind = {
  readonly valueType: ValueType;
  /** Of an enumeration. */
  readonly states?: ReadonlyMap<number, string>;
};

/** Kinds by the NodeId of the data type, for one session: a server that starts anew may number its types anew. */
const known = new WeakMap<OpenSession, Map<string, Promise<ValueKind>>>();

export async function findValueKind(open: OpenSession, dataType: string): Promise<ValueKind> {
  const kinds = known.get(open) ?? new Map<string, Promise<ValueKind>>();
  known.set(open, kinds);
  const found = kinds.get(dataType) ?? findOut(open, dataType);
  kinds.set(dataType, found);
  found.catch(() => kinds.delete(dataType));
  return await found;
}

async function findOut(open: OpenSession, dataType: string): Promise<ValueKind> {
  let current = dataType;
  for (let depth = 0; depth < MAX_DEPTH; depth += 1) {
    const valueType = standardType(current);
    if (valueType === 'digital') return { valueType, states: await statesOfType(open, dataType) };
    if (valueType) return { valueType };
    const [result] = await open.session.browse([
      {
        nodeId: current,
        browseDirection: open.library.BrowseDirection.Inverse,
        referenceTypeId: HAS_SUBTYPE,
        includeSubtypes: false,
        nodeClassMask: 0,
        resultMask: 0,
      },
    ]);
    const parent = result?.references?.[0]?.nodeId.toString();
    if (parent === undefined) break;
    current = parent;
  }
  return { valueType: 'other' };
}

function standardType(nodeId: string): ValueType | undefined {
  const [, digits] = /^(?:ns=0;)?i=(\d+)$/.exec(nodeId) ?? [];
  if (digits === undefined) return undefined;
  const id = Number(digits);
  return id >= 2 && id <= 11 ? 'number' : STANDARD[id];
}

async function statesOfType(
  open: OpenSession,
  dataType: string,
): Promise<ReadonlyMap<number, string>> {
  const [references = []] = await browseReferences(open, [dataType], new AbortController().signal);
  const named = references.find(({ browseName }) =>
    ['EnumStrings', 'EnumValues'].includes(browseName.name ?? ''),
  );
  if (!named) return new Map();
  const wanted = [{ nodeId: named.nodeId.toString(), attributeId: ATTRIBUTE.value }];
  const [value] = await readAttributes(open, wanted, 1);
  return statesOf(value?.value.value);
}
