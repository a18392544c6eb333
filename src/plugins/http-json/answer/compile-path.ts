import { JSONPathEnvironment } from 'json-p3';
import { badSetting } from '../http-json.errors.ts';

type JsonValue = Parameters<JSONPathEnvironment['query']>[1];

/** A JSONPath, ready to be applied. */
export interface CompiledPath {
  /** Whether it can lead to one place only, such as `$.a.b[0]`. */
  readonly isSingular: boolean;
  /** What it leads to, in order; nothing where there is nothing. */
  find(value: unknown): readonly unknown[];
}

const environment = new JSONPathEnvironment();
// Patterns written on a page and matched against what a server sends could hold up the whole process.
environment.functionRegister.delete('match');
environment.functionRegister.delete('search');

/** A plain name in place of a path, `wonum` or `asset.location`, means those fields of the row. */
const PLAIN = /^[\p{L}_][\p{L}\p{N}_-]*(?:\.[\p{L}_][\p{L}\p{N}_-]*)*$/u;

/**
 * Compiles a JSONPath (RFC 9535, without its functions `match` and `search`), or a plain field name.
 *
 * @param where names the setting, for the error
 * @throws AppError `http_json.config`
 */
export function compilePath(text: string, where: string): CompiledPath {
  const written = text.trim();
  const path = PLAIN.test(written) ? `$${written.split('.').map(bracketed).join('')}` : written;
  try {
    const query = environment.compile(path);
    const steps = query.singularQuery() ? stepsOf(query.segments) : undefined;
    if (steps) return { isSingular: true, find: (value) => walk(value, steps) };
    return {
      isSingular: query.singularQuery(),
      find: (value) => query.query(value as JsonValue).values(),
    };
  } catch (cause) {
    const what = `"${written.slice(0, 80)}" is not a JSONPath such as $.member[*].wonum, nor a field’s name.`;
    throw badSetting(where, what, cause);
  }
}

function bracketed(name: string): string {
  return `['${name}']`;
}

type Segments = ReturnType<JSONPathEnvironment['compile']>['segments'];

/** Names and indexes one after the other: most paths are that, and are asked of every row of every answer. */
function stepsOf(segments: Segments): readonly (string | number)[] | undefined {
  const steps = segments.map(({ selectors }): string | number | undefined => {
    const [selector] = selectors;
    if (!selector) return undefined;
    if ('name' in selector && typeof selector.name === 'string') return selector.name;
    return 'index' in selector && typeof selector.index === 'number' ? selector.index : undefined;
  });
  return steps.every((step) => step !== undefined) ? steps : undefined;
}

function walk(value: unknown, steps: readonly (string | number)[]): readonly unknown[] {
  let current = value;
  for (const step of steps) {
    if (typeof step === 'number') {
      if (!Array.isArray(current)) return [];
      const index = step < 0 ? current.length + step : step;
      if (index < 0 || index >= current.length) return [];
      current = current[index] as unknown;
    } else {
      if (typeof current !== 'object' || current === null || Array.isArray(current)) return [];
      if (!Object.hasOwn(current, step)) return [];
      current = (current as Readonly<Record<string, unknown>>)[step];
    }
  }
  return [current];
}
