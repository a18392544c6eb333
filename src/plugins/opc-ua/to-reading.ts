import type { DataValue, Variant } from 'node-opcua-client';
import type { AppError, DigitalState, Quality, Reading, TagInfo } from '#sdk';
import { longOf } from './integer-of.ts';
import { forbidden, isArray, isStructure, notFound } from './opc-ua.errors.ts';
import type { OpcUaTag } from './opc-ua-tag.ts';
import { textOf } from './text-of.ts';

/** Built-in types of OPC 10000-6, 5.1.2. */
const TYPE = {
  boolean: 1,
  sByte: 2,
  uInt32: 7,
  int64: 8,
  uInt64: 9,
  float: 10,
  double: 11,
  string: 12,
  dateTime: 13,
  guid: 14,
  qualifiedName: 20,
  localizedText: 21,
} as const;

/** Status codes of OPC 10000-6, annex A, that say that the value is somebody's instead of the sensor's. */
const SUBSTITUTED = new Set([0x00960000, 0x40910000]);
const NO_SUCH_NODE = /^BadNodeId(Unknown|Invalid)$|^BadAttributeIdInvalid$/;
const NOT_ALLOWED = /^Bad(UserAccessDenied|NotReadable)$/;

/**
 * What a DataValue says, with everything needed to trust it: the time of its source, else the server's, else now; its
 * status as a quality, and the name of a bad one as its state. A bad value is null, even where the server sends one along.
 *
 * @returns an error where there can be no reading: no such node, no right to read it, a list or a structure
 */
export function toReading(
  { value, statusCode, ...stamped }: DataValue,
  { tag, states }: OpcUaTag,
  now: Date,
): Reading | AppError {
  const status = statusCode.name;
  if (NO_SUCH_NODE.test(status)) return notFound(tag.name);
  if (NOT_ALLOWED.test(status)) return forbidden(tag.name);
  const { unit } = tag;
  const timestamp = instantOf(stamped) ?? now.toISOString();
  const quality = qualityOf(statusCode.value);
  const bad = (name: string, code: number): Reading => ({
    value: null,
    unit,
    timestamp,
    quality: 'bad',
    state: { name, code, isSystem: true },
  });
  if (quality === 'bad') return bad(status, statusCode.value >>> 0);
  const { dataType, arrayType }: { dataType: number; arrayType: number } = value;
  if (arrayType !== 0) return isArray(tag.name);
  const plain = plainValue(value);
  if (plain === undefined) return dataType === 0 ? bad('NoValue', 0) : isStructure(tag.name);
  if (typeof plain === 'number' && !Number.isFinite(plain)) return bad(String(plain), 0);
  const state = stateOf(plain, states);
  return state
    ? { value: state.name, unit, timestamp, quality, state }
    : { value: plain, unit, timestamp, quality };
}

/** The two highest bits of a status are its severity: 0 good, 1 uncertain, 2 and 3 bad. */
function qualityOf(status: number): Quality {
  const code = (status & 0xffff0000) >>> 0;
  if (SUBSTITUTED.has(code)) return 'substituted';
  const severity = code >>> 30;
  if (severity === 0) return 'good';
  return severity === 1 ? 'questionable' : 'bad';
}

/** ISO 8601 with up to seven digits of a second, as OPC UA counts in 100 ns. */
export function instantOf({
  sourceTimestamp,
  sourcePicoseconds,
  serverTimestamp,
  serverPicoseconds,
}: Pick<
  DataValue,
  'sourceTimestamp' | 'sourcePicoseconds' | 'serverTimestamp' | 'serverPicoseconds'
>): string | undefined {
  const [at, picoseconds] = sourceTimestamp
    ? [sourceTimestamp, sourcePicoseconds]
    : [serverTimestamp, serverPicoseconds];
  // A timestamp that was not set comes as the year 1601.
  if (!at || at.getUTCFullYear() <= 1601) return undefined;
  const ticks = Math.floor((picoseconds ?? 0) / 100_000);
  if (ticks <= 0 || ticks > 9_999) return at.toISOString();
  return at.toISOString().replace('Z', `${String(ticks).padStart(4, '0')}Z`);
}

/** Undefined for what is no single value: nothing, bytes, a structure, a type of the standard's own. */
function plainValue({ dataType, value }: Variant): number | string | boolean | undefined {
  const held: unknown = value;
  const type: number = dataType;
  if (held === null || held === undefined) return undefined;
  if (type === TYPE.boolean) return held === true;
  if (type === TYPE.int64 || type === TYPE.uInt64) return longOf(held, type === TYPE.int64);
  if (type === TYPE.float) return typeof held === 'number' ? singleOf(held) : undefined;
  if ((type >= TYPE.sByte && type <= TYPE.uInt32) || type === TYPE.double) {
    return typeof held === 'number' ? held : undefined;
  }
  if (type === TYPE.dateTime) return held instanceof Date ? held.toISOString() : undefined;
  if (type === TYPE.string || type === TYPE.guid)
    return typeof held === 'string' ? held : undefined;
  if (type === TYPE.localizedText || type === TYPE.qualifiedName) return textOf(held);
  return undefined;
}

/** A number of 32 bits with the digits that it has there: widened to a double, 0.1 would be 0.10000000149011612. */
function singleOf(value: number): number {
  for (let digits = 6; digits <= 9; digits += 1) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === value) return shorter;
  }
  return value;
}

function stateOf(
  value: number | string | boolean,
  states: OpcUaTag['states'],
): DigitalState | undefined {
  if (!states || typeof value === 'string') return undefined;
  const code = Number(value);
  const name = states.get(code);
  return name === undefined ? undefined : { name, code, isSystem: false };
}

/** The names that a tag of states has for true and false, or for its numbers, belong to the reading; the rest to the tag. */
export function isStepped({ valueType }: Pick<TagInfo, 'valueType'>): boolean {
  return valueType !== 'number' && valueType !== 'timestamp';
}
