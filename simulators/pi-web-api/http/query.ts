import { apiError, frameworkError } from './errors.ts';

/** A query string: parameter names in lower case (the server ignores their case) → values in order. */
export type Query = ReadonlyMap<string, readonly string[]>;

/** Splits a raw query string. `+` is a blank and a broken `%` stays as it was, as in ASP.NET. */
export function parseQuery(raw: string): Query {
  const query = new Map<string, string[]>();
  for (const pair of raw.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decode(equals < 0 ? pair : pair.slice(0, equals)).toLowerCase();
    const value = equals < 0 ? '' : decode(pair.slice(equals + 1));
    const values = query.get(name);
    if (values) values.push(value);
    else query.set(name, [value]);
  }
  return query;
}

/** The first value of a parameter; an empty one counts as not given. */
export function textOf(query: Query, name: string): string | undefined {
  const value = query.get(name.toLowerCase())?.[0];
  return value === undefined || value === '' ? undefined : value;
}

/** The value of a parameter the call cannot do without; 400 when missing. */
export function requiredTextOf(query: Query, name: string): string {
  const value = textOf(query, name);
  if (value === undefined) throw missing(name);
  return value;
}

/** All values of a repeated parameter, in the order given. */
export function listOf(query: Query, name: string): readonly string[] {
  return (query.get(name.toLowerCase()) ?? []).filter((value) => value !== '');
}

/** All values of a repeated parameter that must be given at least once; 400 when missing. */
export function requiredListOf(query: Query, name: string): readonly string[] {
  const values = listOf(query, name);
  if (values.length === 0) throw missing(name);
  return values;
}

/** A whole number, not below zero; text that is none is refused by the framework, not the API. */
export function integerOf(query: Query, name: string, fallback: number): number {
  const value = textOf(query, name);
  if (value === undefined) return fallback;
  if (!/^[+-]?\d{1,10}$/.test(value.trim())) throw frameworkError(400, 'The request is invalid.');
  const number = Number(value);
  if (number < 0) throw apiError(400, `Parameter '${name}' must not be negative.`);
  return number;
}

/** `true` or `false` in any case. */
export function flagOf(query: Query, name: string, fallback: boolean): boolean {
  return optionalFlagOf(query, name) ?? fallback;
}

/** Like `flagOf`, for filters where "not given" means "either". */
export function optionalFlagOf(query: Query, name: string): boolean | undefined {
  const value = textOf(query, name)?.toLowerCase();
  if (value === undefined) return undefined;
  if (value === 'true' || value === '1') return true;
  if (value === 'false' || value === '0') return false;
  throw frameworkError(400, 'The request is invalid.');
}

/** One of a list of names, written as in the list whatever the case sent; 400 for any other. */
export function choiceOf<T extends string>(
  query: Query,
  name: string,
  choices: readonly T[],
  fallback: T,
): T {
  const value = textOf(query, name);
  return value === undefined ? fallback : choose(name, value, choices);
}

/** Like `choiceOf` for a repeated parameter. */
export function choicesOf<T extends string>(
  query: Query,
  name: string,
  choices: readonly T[],
  fallback: readonly T[],
): readonly T[] {
  const values = listOf(query, name);
  return values.length === 0 ? fallback : values.map((value) => choose(name, value, choices));
}

function choose<T extends string>(name: string, value: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice.toLowerCase() === value.toLowerCase());
  if (found === undefined) {
    throw apiError(400, `The value '${value}' is not valid for parameter '${name}'.`);
  }
  return found;
}

function missing(name: string) {
  return apiError(400, `The parameter '${name}' is required.`);
}

function decode(text: string): string {
  const spaced = text.replaceAll('+', ' ');
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}
