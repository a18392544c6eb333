import type {
  AfAttribute,
  AfElement,
  AttributeTemplate,
  Category,
  ElementTemplate,
  EnumerationSet,
  EnumerationValue,
  EventFrame,
  PiPoint,
  Plant,
} from '../plant/index.ts';
import { decodeWebId, type WebId, type WebIdMarker } from '../webid/web-id.ts';
import { badWebId, objectNotFound, pathNotFound } from './errors.ts';

/** The point of a WebID: 400 for text that is none, 404 for a point that is not there. */
export function findPoint(plant: Plant, text: string): PiPoint {
  const webId = decode(text, ['DP'], plant);
  if (webId.path !== undefined && webId.ids.length === 0) return findPointByPath(plant, webId.path);
  const point = plant.points.findById(Number(webId.ids[0]));
  if (!point) throw objectNotFound('PI Point');
  return point;
}

/** The point of a path `\\SERVER\TAG`; the tag is everything after the server, whatever it holds. */
export function findPointByPath(plant: Plant, path: string): PiPoint {
  const [, server, tag] = /^(?:\\\\)?([^\\]+)\\(.+)$/s.exec(path) ?? [];
  const name = server === undefined ? undefined : serverName(server);
  const point =
    name?.toLowerCase() === plant.dataServer.name.toLowerCase() && tag !== undefined
      ? plant.points.findByName(tag)
      : undefined;
  if (!point) throw pathNotFound(rooted(path), 'PIPoint');
  return point;
}

/** The element of a WebID. */
export function findElement(plant: Plant, text: string): AfElement {
  const webId = decode(text, ['Em'], plant);
  return isPathOnly(webId)
    ? findElementByPath(plant, webId.path)
    : (plant.elements.findById(guid(webId, 0)) ?? refuse('Element'));
}

/** The element of a full path. */
export function findElementByPath(plant: Plant, path: string): AfElement {
  const element = plant.elements.findByPath(rooted(path));
  if (!element) throw pathNotFound(rooted(path), 'Element');
  return element;
}

/** The attribute of a WebID, of an element or of an event frame. */
export function findAttribute(plant: Plant, text: string): AfAttribute {
  const webId = decode(text, ['Ab'], plant);
  return isPathOnly(webId)
    ? findAttributeByPath(plant, webId.path)
    : (plant.attributes.findById(guid(webId, 1)) ?? refuse('Attribute'));
}

/** The attribute of a full path with `|`. */
export function findAttributeByPath(plant: Plant, path: string): AfAttribute {
  const attribute = plant.attributes.findByPath(rooted(path));
  if (!attribute) throw pathNotFound(rooted(path), 'Attribute');
  return attribute;
}

/** The event frame of a WebID. */
export function findEventFrame(plant: Plant, text: string): EventFrame {
  const webId = decode(text, ['Fm'], plant);
  return isPathOnly(webId)
    ? findEventFrameByPath(plant, webId.path)
    : (plant.eventFrames.findById(guid(webId, 0)) ?? refuse('EventFrame'));
}

/** The event frame of a path `…\EventFrames[name]`. */
export function findEventFrameByPath(plant: Plant, path: string): EventFrame {
  const frame = plant.eventFrames.findByPath(rooted(path));
  if (!frame) throw pathNotFound(rooted(path), 'EventFrame');
  return frame;
}

/** Throws unless the WebID is the plant's own PI data server. */
export function requireDataServer(plant: Plant, text: string): void {
  const webId = decode(text, ['DS'], plant);
  if (webId.path !== undefined && isPathOnly(webId)) requireDataServerPath(plant, webId.path);
}

/** Throws unless the path (`\\PIServers[NAME]`, `\\NAME`) is the plant's own PI data server. */
export function requireDataServerPath(plant: Plant, path: string): void {
  const name = serverName(path.replace(/^\\\\/, ''));
  if (name.toLowerCase() !== plant.dataServer.name.toLowerCase())
    throw pathNotFound(path, 'PIServer');
}

/** Throws unless the WebID is the plant's own AF server. */
export function requireAssetServer(plant: Plant, text: string): void {
  const webId = decode(text, ['RS'], plant);
  if (isPathOnly(webId)) requireAssetServerPath(plant, webId.path);
}

/** Throws unless the path is the plant's own AF server. */
export function requireAssetServerPath(plant: Plant, path: string): void {
  if (rooted(path).toLowerCase() !== plant.assetServer.path.toLowerCase()) {
    throw pathNotFound(rooted(path), 'PISystem');
  }
}

/** Throws unless the WebID is the plant's own AF database. */
export function requireDatabase(plant: Plant, text: string): void {
  const webId = decode(text, ['RD'], plant);
  if (isPathOnly(webId)) requireDatabasePath(plant, webId.path);
  else if (guid(webId, 0) !== plant.database.id) throw objectNotFound('AssetDatabase');
}

/** Throws unless the path is the plant's own AF database. */
export function requireDatabasePath(plant: Plant, path: string): void {
  if (rooted(path).toLowerCase() !== plant.database.path.toLowerCase()) {
    throw pathNotFound(rooted(path), 'Database');
  }
}

/** The enumeration set of a WebID, on the data server or in the AF database. */
export function findEnumerationSet(plant: Plant, text: string): EnumerationSet {
  const webId = decode(text, ['MS'], plant);
  return findSet(plant, webId, 'EnumerationSet');
}

/** An enumeration value and its set. */
export function findEnumerationValue(
  plant: Plant,
  text: string,
): { set: EnumerationSet; value: EnumerationValue } {
  const webId = decode(text, ['MV'], plant);
  for (const set of isPathOnly(webId)
    ? allSets(plant)
    : [findSet(plant, webId, 'EnumerationValue')]) {
    const value = set.values.find((each) =>
      isPathOnly(webId) ? samePath(each.path, webId.path) : isValueId(each, webId.ids[1]),
    );
    if (value) return { set, value };
  }
  throw objectNotFound('EnumerationValue');
}

/** Every set of the plant: the data server's, then the AF database's. */
export function allSets(plant: Plant): readonly EnumerationSet[] {
  return [...plant.digitalSets, ...plant.enumerationSets];
}

/** The element (or event frame) template of a WebID. */
export function findTemplate(plant: Plant, text: string): ElementTemplate {
  const webId = decode(text, ['ET'], plant);
  const found = isPathOnly(webId)
    ? plant.templates.list().find((each) => samePath(each.path, webId.path))
    : plant.templates.findById(guid(webId, 0));
  return found ?? refuse('ElementTemplate');
}

/** The attribute template of a WebID. */
export function findAttributeTemplate(plant: Plant, text: string): AttributeTemplate {
  const webId = decode(text, ['AT'], plant);
  const found = isPathOnly(webId)
    ? plant.templates
        .list()
        .flatMap((template) => plant.templates.attributesOf(template.id))
        .find((each) => samePath(each.path, webId.path))
    : plant.templates.findAttributeById(guid(webId, 1));
  return found ?? refuse('AttributeTemplate');
}

/** The category of a WebID of that kind. */
export function findCategory(plant: Plant, text: string, kind: Category['kind']): Category {
  const webId = decode(text, [CATEGORY_MARKERS[kind]], plant);
  const found = plant.categories.find(
    (each) =>
      each.kind === kind &&
      (isPathOnly(webId) ? samePath(each.path, webId.path) : each.id === guid(webId, 0)),
  );
  return found ?? refuse('Category');
}

/** What kind of object a WebID names, without looking it up; 400 for text that is no WebID. */
export function markerOf(text: string): WebIdMarker {
  const webId = decodeOrUndefined(text);
  if (!webId) throw badWebId(text);
  return webId.marker;
}

const CATEGORY_MARKERS = { element: 'EC', attribute: 'AC', table: 'BC', analysis: 'XC' } as const;
const ON_DATA_SERVER: ReadonlySet<string> = new Set(['DS', 'DP']);

/** Decodes and checks kind and server: another server's WebID is well-formed and leads nowhere. */
function decode(text: string, markers: readonly WebIdMarker[], plant: Plant): WebId {
  const webId = decodeOrUndefined(text);
  if (!webId || !markers.includes(webId.marker)) throw badWebId(text);
  if (webId.serverId !== undefined) {
    const isPi = ON_DATA_SERVER.has(webId.marker) || webId.owner === 'D';
    const known = isPi ? plant.dataServer.id : plant.assetServer.id;
    if (webId.serverId.toLowerCase() !== known)
      throw objectNotFound(isPi ? 'PI Server' : 'PI System');
  }
  return webId;
}

function decodeOrUndefined(text: string): WebId | undefined {
  try {
    return decodeWebId(text);
  } catch {
    return undefined;
  }
}

function findSet(plant: Plant, webId: WebId, identity: string): EnumerationSet {
  const found = allSets(plant).find((set) => {
    if (isPathOnly(webId)) return samePath(set.path, webId.path);
    if ((set.owner === 'dataServer') !== (webId.owner === 'D')) return false;
    return set.owner === 'dataServer' ? set.number === webId.ids[0] : set.id === guid(webId, 0);
  });
  return found ?? refuse(identity);
}

function isValueId(value: EnumerationValue, id: string | number | undefined): boolean {
  return typeof id === 'number' ? value.value === id : value.id === id?.toLowerCase();
}

function isPathOnly(webId: WebId): webId is WebId & { path: string } {
  return webId.type === 'PathOnly' && webId.path !== undefined;
}

function samePath(left: string, right: string): boolean {
  return rooted(left).toLowerCase() === rooted(right).toLowerCase();
}

function rooted(path: string): string {
  return path.startsWith('\\\\') ? path : `\\\\${path}`;
}

function serverName(text: string): string {
  return /^PIServers\[([^\]]+)\]$/i.exec(text)?.[1] ?? text;
}

function guid(webId: WebId, at: number): string {
  return String(webId.ids[at] ?? '').toLowerCase();
}

function refuse(identity: string): never {
  throw objectNotFound(identity);
}

/** The GUID in a WebID of a kind that has one, e.g. a unit; 400 for any other. */
export function guidOf(plant: Plant, text: string, marker: WebIdMarker): string {
  return guid(decode(text, [marker], plant), 0);
}
