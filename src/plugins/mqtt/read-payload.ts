import { JSONPathEnvironment, JSONPathError } from 'json-p3';
import type { JSONPathQuery, JSONValue } from 'json-p3';
import type { Quality } from '#sdk';
import { instantOf } from './instant-of.ts';
import { badPath } from './mqtt.errors.ts';
import type { MappedTopic } from './mqtt.schema.ts';
import type { SaidValue } from './said-value.ts';

/** Text of a value that is shown to people: longer ones are no value of a sensor. */
const MAX_TEXT = 2_000;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

export type PayloadReader = (payload: string, parsed: ParsedPayload) => SaidValue;

/** The payload as JSON, parsed once for all that read it; undefined for what is none. */
export type ParsedPayload = () => JSONValue | undefined;

/**
 * How a mapped topic's messages are read.
 *
 * @param toMs reads a local time of the site
 * @throws AppError `mqtt.bad_path`
 */
export function createPayloadReader(
  mapped: MappedTopic,
  toMs: (text: string) => number | undefined,
): PayloadReader {
  const value = compilePath(mapped.valuePath, 'valuePath');
  const timestamp = compilePath(mapped.timestampPath, 'timestampPath');
  const quality = compilePath(mapped.qualityPath, 'qualityPath');
  const hasPaths = value !== undefined || timestamp !== undefined || quality !== undefined;
  return (payload, parsed) => {
    if (payload === '') return bad('No Data');
    const isText =
      mapped.format === 'text' ||
      (mapped.format === 'auto' && !hasPaths && !looksLikeObject(payload));
    if (isText) return typed(plainOf(payload), mapped, 'good');
    const json = parsed();
    if (json === undefined) return bad('Not JSON');
    const said = value ? firstOf(value, json) : ownValueOf(json);
    const at = timestamp && instantOf(firstOf(timestamp, json), toMs);
    const judged = quality ? qualityOf(firstOf(quality, json)) : { quality: 'good' as const };
    const found =
      judged.quality === 'bad' ? bad(judged.reason ?? 'Bad') : typed(said, mapped, judged.quality);
    return at === undefined ? found : { ...found, timestamp: at };
  };
}

function bad(reason: string): SaidValue {
  return { value: null, quality: 'bad', reason };
}

function compilePath(path: string | undefined, field: string): JSONPathQuery | undefined {
  if (path === undefined || path.trim() === '') return undefined;
  try {
    return new JSONPathEnvironment().compile(path.trim());
  } catch (error) {
    if (error instanceof JSONPathError) throw badPath(path, field, error);
    throw error;
  }
}

/** The first node that a path names; undefined when there is none, or only one with nothing in it. */
function firstOf(path: JSONPathQuery, json: JSONValue): JSONValue | undefined {
  return path.query(json).values()[0];
}

function looksLikeObject(payload: string): boolean {
  return /^\s*\{/.test(payload);
}

/** Without a path: the payload itself, or the field of an object that everybody calls the same. */
function ownValueOf(json: JSONValue): JSONValue | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return json;
  return json['value'];
}

function plainOf(payload: string): number | string | boolean {
  const text = payload.trim();
  if (NUMBER.test(text)) return Number(text);
  if (/^(?:true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  return text;
}

function typed(
  said: JSONValue | undefined,
  { valueType }: MappedTopic,
  quality: Quality,
): SaidValue {
  if (said === undefined || said === null) return bad('No Data');
  if (typeof said === 'object') return bad('Not a single value');
  if (typeof said === 'number' && !Number.isFinite(said)) return bad('Not a number');
  switch (valueType) {
    case 'auto':
      return { value: typeof said === 'string' ? said.slice(0, MAX_TEXT) : said, quality };
    case 'string':
      return { value: String(said).slice(0, MAX_TEXT), quality };
    case 'number': {
      const isNumber =
        typeof said === 'number' || (typeof said === 'string' && NUMBER.test(said.trim()));
      return isNumber ? { value: Number(said), quality } : bad(String(said).slice(0, 60));
    }
    case 'boolean': {
      const word = String(said).trim().toLowerCase();
      if (['true', '1', 'on'].includes(word)) return { value: true, quality };
      if (['false', '0', 'off'].includes(word)) return { value: false, quality };
      return bad(word.slice(0, 60));
    }
  }
}

/** Words that people use, and the numbers of classic OPC: 192 and more is good, 64 and more uncertain. */
function qualityOf(said: JSONValue | undefined): {
  readonly quality: Quality;
  readonly reason?: string;
} {
  if (said === undefined || said === null) return { quality: 'questionable' };
  if (typeof said === 'boolean')
    return said ? { quality: 'good' } : { quality: 'bad', reason: 'Bad' };
  if (typeof said === 'number') {
    if (said >= 192 && said < 256) return { quality: 'good' };
    if (said >= 64 && said < 128) return { quality: 'questionable' };
    return { quality: 'bad', reason: `Bad (${said})` };
  }
  const word = typeof said === 'string' ? said.trim() : 'Bad';
  if (/^(?:good|ok|valid|true)/i.test(word)) return { quality: 'good' };
  if (/^(?:uncertain|questionable|doubtful)/i.test(word)) return { quality: 'questionable' };
  return { quality: 'bad', reason: word.slice(0, 60) || 'Bad' };
}
