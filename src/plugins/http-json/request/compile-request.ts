import type { ParameterValue } from '#sdk';
import { badSetting, valueMissing } from '../http-json.errors.ts';
import type { EndpointConfig } from '../http-json.schema.ts';
import { isJsonObject } from '../answer/parse-exact-json.ts';
import { encodeName, encodeValue } from './encode-value.ts';
import { fillSegment, fillTemplate, parseTemplate } from './template.ts';
import type { Template, Values } from './template.ts';
import { valueText } from './value-text.ts';

/** A request as it is sent, without log-in. */
export type BuiltRequest = {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  /** JSON text. */
  readonly body?: string;
};

/** What an endpoint is asked with. */
export interface RequestBuilder {
  /** Every variable that its request has, once each. */
  readonly variables: readonly string[];
  /** @throws AppError `http_json.value_missing`, `http_json.value_refused` */
  build(values: Values): BuiltRequest;
}

/**
 * Prepares an endpoint's request. Values go where their variable stands and change nothing else: neither host nor path
 * nor the number and names of parameters.
 *
 * @param baseUrl without query; its path is kept
 * @throws AppError `http_json.config`
 */
export function compileRequest(
  config: EndpointConfig,
  baseUrl: string,
  timeZone: string,
): RequestBuilder {
  const where = `Endpoint "${config.name}"`;
  const base = new URL(baseUrl);
  const prefix = base.origin + base.pathname.replace(/\/+$/, '');
  const segments = segmentsOf(config.path, where);
  const query = Object.entries(config.query ?? {}).map(([name, text]) => ({
    name: encodeName(name),
    template: parseTemplate(text, `${where}, query parameter "${name}"`),
  }));
  const body = config.method === 'POST' ? bodyOf(config.body, where) : undefined;
  if (config.method === 'GET' && config.body?.trim()) {
    throw badSetting(where, 'Only a POST has a body: choose that method, or empty it.');
  }
  const templates = [...segments, ...query.map(({ template }) => template)];
  const variables = [...templates.flatMap((one) => one.variables), ...variablesIn(body)];

  return {
    variables: [...new Set(variables)],
    build(values) {
      const path = segments.map((one) => `/${fillSegment(one, values, timeZone)}`).join('');
      const pairs = query.flatMap(({ name, template }) => {
        // A parameter that is a variable alone is left out where that has no value, not even an empty one.
        if (template.whole && values[template.whole.variable] === null) return [];
        return [`${name}=${encodeValue(fillTemplate(template, values, timeZone))}`];
      });
      const url = prefix + path + (pairs.length === 0 ? '' : `?${pairs.join('&')}`);
      const { method } = config;
      if (body === undefined) return { method, url };
      return { method, url, body: JSON.stringify(fillBody(body, values, timeZone)) };
    },
  };
}

function segmentsOf(path: string, where: string): readonly Template[] {
  const trimmed = path.trim().replace(/^\//, '');
  if (trimmed === '') return [];
  if (/[?#]/.test(trimmed)) {
    throw badSetting(where, 'The path holds ? or #: enter what follows as query parameters.');
  }
  const parts = trimmed.split('/');
  if (parts.some((part) => /^(?:\.|%2e){1,2}$/i.test(part))) {
    throw badSetting(where, 'The path leads upwards: write it from the base URL on.');
  }
  return parts.map((part) => parseTemplate(part, `${where}, path`));
}

/** A body's JSON, in which every text is a template. */
type BodyPart = Template | { readonly items: readonly BodyPart[] } | BodyObject | BodyPlain;
type BodyObject = { readonly fields: readonly (readonly [string, BodyPart])[] };
type BodyPlain = { readonly plain: number | boolean | null };

function bodyOf(text: string | undefined, where: string): BodyPart {
  try {
    return bodyPart(JSON.parse(text?.trim() || '{}'), `${where}, body`);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    const what = 'The body is not JSON. Put each {variable} into quotes: a number stays one.';
    throw badSetting(where, what, cause);
  }
}

function bodyPart(value: unknown, where: string): BodyPart {
  if (typeof value === 'string') return parseTemplate(value, where);
  if (Array.isArray(value)) return { items: value.map((item) => bodyPart(item, where)) };
  if (isJsonObject(value)) {
    const fields = Object.entries(value).map(
      ([name, inner]) => [name, bodyPart(inner, where)] as const,
    );
    return { fields };
  }
  return { plain: value as BodyPlain['plain'] };
}

function variablesIn(part: BodyPart | undefined): readonly string[] {
  if (!part || 'plain' in part) return [];
  if ('items' in part) return part.items.flatMap(variablesIn);
  return 'fields' in part ? part.fields.flatMap(([, one]) => variablesIn(one)) : part.variables;
}

function fillBody(part: BodyPart, values: Values, timeZone: string): unknown {
  if ('plain' in part) return part.plain;
  if ('items' in part) return part.items.map((item) => fillBody(item, values, timeZone));
  if ('fields' in part) {
    return Object.fromEntries(
      part.fields.map(([name, inner]) => [name, fillBody(inner, values, timeZone)]),
    );
  }
  if (!part.whole) return fillTemplate(part, values, timeZone);
  const { variable, format } = part.whole;
  const value: ParameterValue | undefined = values[variable];
  if (value === undefined) throw valueMissing(variable);
  if (value === null || typeof value === 'boolean') return value;
  const { text } = valueText(variable, value, format, timeZone);
  const isNumber = typeof value === 'number' || format === 'epoch' || format === 'epochMs';
  return isNumber ? Number(text) : text;
}
