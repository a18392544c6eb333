import { WebIdError } from './web-id-error.ts';
import {
  decodeGuid,
  decodeInt32,
  decodePath,
  encodeGuid,
  encodeInt32,
  encodePath,
  FIELD_LENGTH,
} from './web-id-fields.ts';
import { fieldsOf, findLayout, isMarker } from './web-id-layout.ts';
import type { FieldKind, WebIdMarker } from './web-id-layout.ts';

export { WebIdError } from './web-id-error.ts';
export type { WebIdMarker } from './web-id-layout.ts';

/** The five ways to write a WebID 2.0. The first letter of the text says which. */
export type WebIdType = 'Full' | 'IDOnly' | 'PathOnly' | 'LocalIDOnly' | 'DefaultIDOnly';
export const WEB_ID_TYPES: readonly WebIdType[] = [
  'Full',
  'IDOnly',
  'PathOnly',
  'LocalIDOnly',
  'DefaultIDOnly',
];

/** What a WebID says. Which parts are there depends on `type`. */
export type WebId = {
  readonly type: WebIdType;
  readonly marker: WebIdMarker;
  /** The owner letter where the marker has one: `E`/`F` attributes, `R`/`D` enumerations, `X`/`T` rules; else empty. */
  readonly owner: string;
  /** GUID of the PI data server or AF server; only Full and IDOnly. */
  readonly serverId: string | undefined;
  /** GUIDs (text) or numbers, in the order of the vendor's table; empty for servers and PathOnly. */
  readonly ids: readonly (string | number)[];
  /** Without the leading `\\`, upper case; only Full and PathOnly. */
  readonly path: string | undefined;
};

const LETTER: Readonly<Record<WebIdType, string>> = {
  Full: 'F',
  IDOnly: 'I',
  PathOnly: 'P',
  LocalIDOnly: 'L',
  DefaultIDOnly: 'D',
};

/**
 * Writes a WebID 2.0. Of `id` only what the type holds is used; the path is upper-cased.
 * Throws `WebIdError` when a part the type needs is missing or malformed.
 */
export function encodeWebId(id: WebId): string {
  const layout = findLayout(id.marker);
  if (layout === undefined) throw new WebIdError(`"${id.marker}" marks no kind of object.`);
  const isOwnerKnown = layout.owners === '' ? id.owner === '' : isOneOf(id.owner, layout.owners);
  if (!isOwnerKnown && !isIdentityOfElement(id.marker, id.owner)) {
    throw new WebIdError(`"${id.owner}" is no owner of ${id.marker}.`);
  }
  let text = `${LETTER[id.type]}1${id.marker}${id.owner}`;
  if (hasServerId(id.type)) text += encodeGuid(id.serverId ?? '');
  if (id.type !== 'PathOnly') {
    const fields = isIdentityOfElement(id.marker, id.owner)
      ? IDENTITY_OF_ELEMENT
      : fieldsOf(layout, id.owner);
    if (fields.length !== id.ids.length) {
      throw new WebIdError(`${id.marker} takes ${fields.length} ids, not ${id.ids.length}.`);
    }
    for (const [index, kind] of fields.entries()) text += encodeField(kind, id.ids[index]);
  }
  if (hasPath(id.type)) {
    if (!id.path) throw new WebIdError('The WebID needs a path.');
    text += encodePath(id.path);
  }
  return text;
}

/** Reads a WebID 2.0 of any type, or a WebID 1.0 of a point or attribute (given as Full). Throws `WebIdError`. */
export function decodeWebId(text: string): WebId {
  const type = typeOf(text);
  if (type === undefined || text[1] !== '1') return decodeWebId1(text);
  const marker = text.slice(2, 4);
  const layout = findLayout(marker);
  if (layout === undefined || !isMarker(marker)) {
    throw new WebIdError(`"${marker}" marks no kind of object.`);
  }
  const reader = readFields(text, 4);
  let owner = '';
  let fields = fieldsOf(layout, '');
  if (layout.owners !== '') {
    owner = reader.take(1);
    if (!isOneOf(owner, layout.owners))
      throw new WebIdError(`"${owner}" is no owner of ${marker}.`);
    fields = fieldsOf(layout, owner);
  } else if (
    type === 'IDOnly' &&
    isIdentityOfElement(marker, text[4] ?? '') &&
    text.length === 71
  ) {
    owner = reader.take(1);
    fields = IDENTITY_OF_ELEMENT;
  }
  const serverId = hasServerId(type) ? decodeGuid(reader.take(FIELD_LENGTH.guid)) : undefined;
  const ids = type === 'PathOnly' ? [] : fields.map((kind) => decodeField(kind, reader.take));
  const path = hasPath(type) ? decodePath(reader.rest()) : undefined;
  if (!hasPath(type) && reader.rest() !== '') {
    throw new WebIdError('The WebID is longer than its kind of object allows.');
  }
  return { type, marker, owner, serverId, ids, path };
}

// A security identity named in a security mapping carries the element and attribute it was given on; the vendor's
// schema shows one such example, with IDs only. Its length tells it from an identity whose GUID starts with an E.
const IDENTITY_OF_ELEMENT: readonly FieldKind[] = ['guid', 'guid'];

function isIdentityOfElement(marker: string, owner: string): boolean {
  return marker === 'SI' && owner === 'E';
}

/** WebID 1.0: `P0` + server + number + path for points, `A0E` + server + owner + attribute + path for attributes. */
function decodeWebId1(text: string): WebId {
  const isPoint = text.startsWith('P0');
  if (!isPoint && !text.startsWith('A0E'))
    throw new WebIdError('The WebID has an unknown beginning.');
  const reader = readFields(text, isPoint ? 2 : 3);
  const serverId = decodeGuid(reader.take(FIELD_LENGTH.guid));
  const fields: readonly FieldKind[] = isPoint ? ['int32'] : ['guid', 'guid'];
  const ids = fields.map((kind) => decodeField(kind, reader.take));
  const path = decodePath(reader.rest());
  const marker = isPoint ? 'DP' : 'Ab';
  return { type: 'Full', marker, owner: isPoint ? '' : 'E', serverId, ids, path };
}

function readFields(text: string, start: number) {
  let position = start;
  return {
    take: (length: number): string => {
      const field = text.slice(position, position + length);
      if (field.length < length) throw new WebIdError('The WebID is too short.');
      position += length;
      return field;
    },
    rest: (): string => text.slice(position),
  };
}

function encodeField(kind: FieldKind, value: string | number | undefined): string {
  if (kind === 'guid' && typeof value === 'string') return encodeGuid(value);
  if (kind === 'int32' && typeof value === 'number') return encodeInt32(value);
  throw new WebIdError(`"${String(value)}" is not a ${kind === 'guid' ? 'GUID' : 'number'}.`);
}

function decodeField(kind: FieldKind, take: (length: number) => string): string | number {
  const field = take(FIELD_LENGTH[kind]);
  return kind === 'guid' ? decodeGuid(field) : decodeInt32(field);
}

function typeOf(text: string): WebIdType | undefined {
  return WEB_ID_TYPES.find((type) => LETTER[type] === text[0]);
}

function isOneOf(letter: string, letters: string): boolean {
  return letter.length === 1 && letters.includes(letter);
}

function hasServerId(type: WebIdType): boolean {
  return type === 'Full' || type === 'IDOnly';
}

function hasPath(type: WebIdType): boolean {
  return type === 'Full' || type === 'PathOnly';
}
