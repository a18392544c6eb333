import type { ParameterValue } from '#sdk';
import { badSetting, valueMissing, valueRefused } from '../http-json.errors.ts';
import { encodeValue } from './encode-value.ts';
import { INSTANT_FORMATS, valueText } from './value-text.ts';
import type { InstantFormat } from './value-text.ts';

export type Values = Readonly<Record<string, ParameterValue | undefined>>;

/** A text with `{variable}` in it. */
export interface Template {
  readonly variables: readonly string[];
  /** The variable that it consists of, if it is nothing else. */
  readonly whole: Placeholder | undefined;
  readonly parts: readonly (string | Placeholder)[];
}

export type Placeholder = {
  readonly variable: string;
  readonly format: InstantFormat | undefined;
  /** The quotation mark within which it stands, of whatever language the text around it is. */
  readonly quote: '"' | "'" | undefined;
};

const PLACEHOLDER = /\{([A-Za-z_]\w*)(?::([A-Za-z]+))?\}/g;
/** What no query language takes for more than a word. */
const PLAIN_WORD = /^[\p{L}\p{N}_.:@-]+$/u;
const CONTROL = /\p{Cc}/u;

/** @throws AppError `http_json.config` for a format that there is not */
export function parseTemplate(text: string, where: string): Template {
  const parts: (string | Placeholder)[] = [];
  let end = 0;
  let quote: Placeholder['quote'];
  for (const match of text.matchAll(PLACEHOLDER)) {
    const [whole, variable = '', format] = match;
    const before = text.slice(end, match.index);
    quote = quoteAfter(before, quote);
    if (before !== '') parts.push(before);
    parts.push({ variable, format: formatOf(format, where), quote });
    end = match.index + whole.length;
  }
  if (end < text.length) parts.push(text.slice(end));
  const placeholders = parts.filter((part) => typeof part !== 'string');
  const [only] = parts;
  return {
    variables: [...new Set(placeholders.map(({ variable }) => variable))],
    whole: parts.length === 1 && typeof only === 'object' ? only : undefined,
    parts,
  };
}

function formatOf(name: string | undefined, where: string): InstantFormat | undefined {
  if (name === undefined) return undefined;
  const format = INSTANT_FORMATS.find((one) => one.toLowerCase() === name.toLowerCase());
  if (format) return format;
  const known = INSTANT_FORMATS.join(', ');
  throw badSetting(where, `"${name}" is not a way to write a time: use one of ${known}.`);
}

function quoteAfter(text: string, before: Placeholder['quote']): Placeholder['quote'] {
  let quote = before;
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at];
    if (char === '\\') at += 1;
    else if (quote === undefined && (char === '"' || char === "'")) quote = char;
    else if (char === quote) quote = undefined;
  }
  return quote;
}

/**
 * The text with its values. One that stands alone may be anything. One inside a longer text, which is a query of some
 * language unknown here, can neither end the quotation it stands in nor, outside of one, be more than one word.
 *
 * @throws AppError `http_json.value_missing`, `http_json.value_refused`
 */
export function fillTemplate(template: Template, values: Values, timeZone: string): string {
  const { whole, parts } = template;
  return parts
    .map((part) => {
      if (typeof part === 'string') return part;
      const { variable, format, quote } = part;
      const value = givenValue(values, variable);
      const { text, isSafe } = valueText(variable, value, format, timeZone);
      if (!isSafe && !whole) assertHarmless(variable, text, quote);
      return text;
    })
    .join('');
}

function givenValue(values: Values, variable: string): NonNullable<ParameterValue> {
  const value = Object.hasOwn(values, variable) ? values[variable] : undefined;
  if (value === undefined || value === null) throw valueMissing(variable);
  return value;
}

function assertHarmless(variable: string, text: string, quote: Placeholder['quote']): void {
  if (quote === undefined) {
    if (PLAIN_WORD.test(text)) return;
    throw valueRefused(variable, 'use letters, digits and . _ : @ - only, without blanks');
  }
  if (text.includes(quote) || text.includes('\\') || CONTROL.test(text)) {
    throw valueRefused(variable, `leave out ${quote} and \\`);
  }
}

/**
 * One part of a path between two slashes, encoded. Whatever the values are, it stays one part, and none that leads
 * upwards; a slash in them is refused even encoded, since some servers decode before they take paths apart.
 *
 * @throws AppError `http_json.value_missing`, `http_json.value_refused`
 */
export function fillSegment(template: Template, values: Values, timeZone: string): string {
  const filled = template.parts.map((part) => {
    if (typeof part === 'string') return { text: part, encoded: encodeLiteral(part) };
    const value = givenValue(values, part.variable);
    const { text } = valueText(part.variable, value, part.format, timeZone);
    if (text === '' || /[/\\]/.test(text) || CONTROL.test(text)) {
      throw valueRefused(part.variable, 'it is part of a path, so leave out / and \\');
    }
    return { text, encoded: encodeValue(text) };
  });
  const whole = filled.map(({ text }) => text).join('');
  const [variable] = template.variables;
  if (variable !== undefined && /^(?:\.|%2e){1,2}$/i.test(whole)) {
    throw valueRefused(variable, 'dots alone lead to another address');
  }
  return filled.map(({ encoded }) => encoded).join('');
}

/** What an administrator wrote, which may be encoded already. */
function encodeLiteral(text: string): string {
  return text.replace(/[^\u0021-\u007e]|["<>\\^`{|}?#]/gu, (char) => encodeURIComponent(char));
}
