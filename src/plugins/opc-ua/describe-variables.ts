import type { DataValue, ReferenceDescription } from 'node-opcua-client';
import { browseReferences } from './browse-references.ts';
import { findValueKind } from './find-value-kind.ts';
import type { ValueKind } from './find-value-kind.ts';
import type { NamedNode, OpcUaTag } from './opc-ua-tag.ts';
import type { OpenSession } from './open-session.ts';
import { ATTRIBUTE, readAttributes } from './read-attributes.ts';
import { statesOf } from './states-of.ts';
import { textOf } from './text-of.ts';
import { isStepped } from './to-reading.ts';

const VARIABLE = 2;
/** Properties of OPC 10000-8 (data access) and 10000-11 (history) that say how to read a value. */
const PROPERTIES = [
  'EngineeringUnits',
  'ValuePrecision',
  'EnumStrings',
  'EnumValues',
  'TrueState',
  'FalseState',
  'Stepped',
] as const;
type Property = (typeof PROPERTIES)[number];
const HISTORY_CONFIGURATION = 'HA Configuration';
const MAX_DIGITS = 15;

/**
 * What the server knows of variables besides their values: unit, display digits, description, names of states. Undefined
 * in place of what is no variable.
 *
 * @param references of each, where they are known already
 */
export async function describeVariables(
  open: OpenSession,
  nodes: readonly NamedNode[],
  signal: AbortSignal,
  references?: readonly (readonly ReferenceDescription[])[],
): Promise<readonly (OpcUaTag | undefined)[]> {
  const ids = nodes.map(({ nodeId }) => nodeId);
  const below = references ?? (await browseReferences(open, ids, signal));
  const properties = await findProperties(open, below, signal);
  const wanted = nodes.flatMap(({ nodeId }, place) => [
    { nodeId, attributeId: ATTRIBUTE.nodeClass },
    { nodeId, attributeId: ATTRIBUTE.description },
    { nodeId, attributeId: ATTRIBUTE.dataType },
    ...[...(properties[place]?.values() ?? [])].map((property) => ({
      nodeId: property,
      attributeId: ATTRIBUTE.value,
    })),
  ]);
  signal.throwIfAborted();
  const answers = (await readAttributes(open, wanted, 1)).values();
  const next = (): unknown => valueOf(answers.next().value);
  const tags: (OpcUaTag | undefined)[] = [];
  for (const [place, node] of nodes.entries()) {
    const nodeClass = next();
    const description = textOf(next());
    const dataType = idOf(open, next());
    const known = new Map<Property, unknown>();
    for (const property of properties[place]?.keys() ?? []) known.set(property, next());
    if (nodeClass !== VARIABLE) {
      tags.push(undefined);
      continue;
    }
    signal.throwIfAborted();
    const kind = dataType === '' ? undefined : await findValueKind(open, dataType);
    tags.push(toTag(node, description, kind ?? { valueType: 'other' }, known));
  }
  return tags;
}

/** The NodeIds of the properties that matter, for each variable; those of its history are one step further down. */
async function findProperties(
  open: OpenSession,
  below: readonly (readonly ReferenceDescription[])[],
  signal: AbortSignal,
): Promise<readonly ReadonlyMap<Property, string>[]> {
  const found = below.map(propertiesIn);
  const configurations = below.flatMap((references, place) =>
    references
      .filter(({ browseName }) => browseName.name === HISTORY_CONFIGURATION)
      .map(({ nodeId }) => ({ place, nodeId: nodeId.toString() })),
  );
  if (configurations.length === 0) return found;
  const ids = configurations.map(({ nodeId }) => nodeId);
  const deeper = await browseReferences(open, ids, signal);
  for (const [index, { place }] of configurations.entries()) {
    for (const [name, nodeId] of propertiesIn(deeper[index] ?? [])) found[place]?.set(name, nodeId);
  }
  return found;
}

function propertiesIn(references: readonly ReferenceDescription[]): Map<Property, string> {
  const named = references.flatMap(({ browseName, nodeId }) => {
    const name = PROPERTIES.find((each) => each === browseName.name);
    return name ? [[name, nodeId.toString()] as const] : [];
  });
  return new Map(named);
}

function valueOf(answer: DataValue | undefined): unknown {
  return answer?.statusCode.isGood() ? answer.value.value : undefined;
}

function idOf(open: OpenSession, value: unknown): string {
  return value instanceof open.library.NodeId ? value.toString() : '';
}

function toTag(
  { name, nodeId }: NamedNode,
  description: string,
  kind: ValueKind,
  known: ReadonlyMap<Property, unknown>,
): OpcUaTag {
  const states = statesFrom(known) ?? kind.states;
  const valueType = states && states.size > 0 ? 'digital' : kind.valueType;
  const tag = {
    name,
    description,
    unit: unitOf(known.get('EngineeringUnits')),
    valueType,
    step: isStepped({ valueType }) || known.get('Stepped') === true,
    displayDigits: digitsOf(known.get('ValuePrecision')),
    future: false,
  } as const;
  return states && states.size > 0 ? { tag, nodeId, states } : { tag, nodeId };
}

function statesFrom(
  known: ReadonlyMap<Property, unknown>,
): ReadonlyMap<number, string> | undefined {
  if (known.has('EnumValues')) return statesOf(known.get('EnumValues'));
  if (known.has('EnumStrings')) return statesOf(known.get('EnumStrings'));
  const [yes, no] = [textOf(known.get('TrueState')), textOf(known.get('FalseState'))];
  return yes !== '' && no !== ''
    ? new Map([
        [1, yes],
        [0, no],
      ])
    : undefined;
}

/** EUInformation: its display name is what people write, such as `°C`. */
function unitOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || !('displayName' in value)) return null;
  const unit = textOf(value.displayName).trim();
  return unit === '' ? null : unit;
}

/** ValuePrecision is the number of decimals (OPC 10000-8, 5.3.2.2). */
function digitsOf(value: unknown): number | null {
  const isDigits = typeof value === 'number' && value >= 0 && value <= MAX_DIGITS;
  return isDigits ? Math.round(value) : null;
}
