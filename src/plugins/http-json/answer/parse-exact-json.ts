import { apiBadAnswer } from '../http-json.errors.ts';

/** An object of an answer, its fields not looked at yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** No API nests deeper; a bomb of brackets does. */
const MAX_DEPTH = 100;
const INTEGER = /^-?\d+$/;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Parses JSON without losing anything: a whole number that a double cannot hold, such as an id of 17 digits, becomes
 * its text, digit by digit; a field that comes twice in one object is refused, since nobody can say which is meant.
 *
 * @throws AppError `http_json.bad_answer`
 */
export function parseExactJson(text: string): unknown {
  const json = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  try {
    // The engine's own parser decides what is JSON, so that the walk below may rely on it.
    JSON.parse(json);
  } catch (cause) {
    throw apiBadAnswer(reasonOf(json), cause);
  }
  return walk(json);
}

function reasonOf(json: string): string {
  const start = json.trimStart();
  if (start === '') return 'it is empty';
  if (/^<(?:!doctype|html)/i.test(start)) return 'it is a web page, not data; check the URL';
  if (start.startsWith('<')) return 'it is XML, not JSON';
  return 'it is not complete JSON';
}

function walk(json: string): unknown {
  let at = 0;

  function skipBlanks(): void {
    while (json.charCodeAt(at) <= 32) at += 1;
  }

  function readText(): string {
    const start = at + 1;
    let end = json.indexOf('"', start);
    const plain = json.slice(start, end);
    if (!plain.includes('\\')) {
      at = end + 1;
      return plain;
    }
    while (isEscaped(json, end)) end = json.indexOf('"', end + 1);
    at = end + 1;
    return JSON.parse(json.slice(start - 1, at)) as string;
  }

  /** A number, true, false or null. */
  function readWord(): unknown {
    const start = at;
    while (at < json.length && !isEndOfWord(json.charCodeAt(at))) at += 1;
    const word = json.slice(start, at);
    if (word === 'true') return true;
    if (word === 'false') return false;
    return word === 'null' ? null : exactNumber(word);
  }

  function readObject(depth: number): JsonObject {
    const object: Record<string, unknown> = {};
    at += 1;
    for (skipBlanks(); json[at] !== '}'; skipBlanks()) {
      if (json[at] === ',') at += 1;
      skipBlanks();
      const name = readText();
      skipBlanks();
      at += 1;
      const value = readValue(depth);
      if (Object.hasOwn(object, name)) {
        throw apiBadAnswer(`one of its objects has the field "${name.slice(0, 60)}" twice`);
      }
      // As JSON.parse does: a field of this name is a field like any other.
      if (name === '__proto__') {
        Object.defineProperty(object, name, { value, enumerable: true, configurable: true });
      } else {
        object[name] = value;
      }
    }
    at += 1;
    return object;
  }

  function readArray(depth: number): unknown[] {
    const items: unknown[] = [];
    at += 1;
    for (skipBlanks(); json[at] !== ']'; skipBlanks()) {
      if (json[at] === ',') at += 1;
      items.push(readValue(depth));
    }
    at += 1;
    return items;
  }

  function readValue(depth: number): unknown {
    if (depth > MAX_DEPTH) throw apiBadAnswer(`it is nested deeper than ${MAX_DEPTH} levels`);
    skipBlanks();
    if (json[at] === '{') return readObject(depth + 1);
    if (json[at] === '[') return readArray(depth + 1);
    return json[at] === '"' ? readText() : readWord();
  }

  return readValue(0);
}

/** Whether the quotation mark at `at` is part of the text: an odd number of backslashes stands before it. */
function isEscaped(json: string, at: number): boolean {
  let before = at - 1;
  while (json[before] === '\\') before -= 1;
  return (at - before) % 2 === 0;
}

/** A blank, a comma, or a closing bracket of either kind. */
function isEndOfWord(code: number): boolean {
  return code <= 32 || code === 44 || code === 93 || code === 125;
}

/** The number, or its text where a double would say something else. */
function exactNumber(word: string): number | string {
  const value = Number(word);
  if (!Number.isFinite(value)) return word;
  if (!Number.isSafeInteger(value) && INTEGER.test(word)) return word;
  return value === 0 ? 0 : value;
}
