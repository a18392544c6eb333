import { apiError, frameworkError } from './errors.ts';
import type { PiRequest } from './route.ts';

/** The properties of a JSON object with their names in lower case: the server ignores their case. */
export type Fields = ReadonlyMap<string, unknown>;

/** The request's body as an object; 400 for anything else. */
export function fieldsOf(request: PiRequest): Fields {
  return toFields(request.body);
}

/** The request's body as a list; 400 for anything else. */
export function listBodyOf(request: PiRequest): readonly unknown[] {
  if (!Array.isArray(request.body)) throw malformed();
  return request.body;
}

/** A value of a body as an object; 400 for anything else. */
export function toFields(value: unknown): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw malformed();
  return new Map(Object.entries(value).map(([name, each]) => [name.toLowerCase(), each]));
}

/** A text property; `undefined` when missing or null, 400 for another type. */
export function textField(fields: Fields, name: string): string | undefined {
  const value = fields.get(name.toLowerCase()) ?? undefined;
  if (value === undefined || typeof value === 'string') return value;
  throw wrongType(name);
}

/** A text property that must be there. */
export function requiredTextField(fields: Fields, name: string): string {
  const value = textField(fields, name);
  if (value === undefined || value === '')
    throw apiError(400, `The property '${name}' is required.`);
  return value;
}

/** A number property. */
export function numberField(fields: Fields, name: string): number | undefined {
  const value = fields.get(name.toLowerCase()) ?? undefined;
  if (value === undefined || typeof value === 'number') return value;
  throw wrongType(name);
}

/** A true/false property. */
export function booleanField(fields: Fields, name: string): boolean | undefined {
  const value = fields.get(name.toLowerCase()) ?? undefined;
  if (value === undefined || typeof value === 'boolean') return value;
  throw wrongType(name);
}

/** A list of texts. */
export function textsField(fields: Fields, name: string): readonly string[] | undefined {
  const value = fields.get(name.toLowerCase()) ?? undefined;
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw wrongType(name);
  return value.map((each: unknown) => {
    if (typeof each !== 'string') throw wrongType(name);
    return each;
  });
}

/** Leaves out what is `undefined`, so that a change touches only what was sent. */
export function given<T extends Record<string, unknown>>(
  fields: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept: { [K in keyof T]?: Exclude<T[K], undefined> } = {};
  for (const name in fields) {
    const value = fields[name];
    if (isDefined(value)) kept[name] = value;
  }
  return kept;
}

function isDefined<V>(value: V): value is Exclude<V, undefined> {
  return value !== undefined;
}

function malformed() {
  return frameworkError(400, 'The request is invalid.');
}

function wrongType(name: string) {
  return apiError(400, `The property '${name}' has the wrong type.`);
}
