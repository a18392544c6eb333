import type { ParameterValue } from '#sdk';
import { questionUnreadable, valueMissing } from '../http-json.errors.ts';

/** A query's text, read: which endpoint, and what its variables are. */
export type Question = {
  readonly endpoint: string;
  readonly assigned: Readonly<Record<string, ParameterValue>>;
  /** The parameters that the text itself makes use of. */
  readonly used: readonly string[];
};

const HEAD = /^\s*([A-Za-z][\w-]*)/;
const ASSIGNMENT = /\s+([A-Za-z_]\w*)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"']+))/y;
const REFERENCE = /\{([A-Za-z_]\w*)\}/g;

/**
 * Reads `workorders status=WAPPR site="{site} north"`. A value that is `{parameter}` alone keeps the parameter's type.
 *
 * @throws AppError `http_json.question_unreadable`, `http_json.value_missing`
 */
export function parseQuestion(
  text: string,
  parameters: Readonly<Record<string, ParameterValue>>,
): Question {
  const [head = '', endpoint] = HEAD.exec(text) ?? [];
  if (endpoint === undefined) throw questionUnreadable();
  // Without a prototype, so that no name means something of its own.
  const assigned = Object.create(null) as Record<string, ParameterValue>;
  const used = new Set<string>();
  const parameter = (name: string): ParameterValue => {
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (value === undefined) throw valueMissing(name);
    used.add(name);
    return value;
  };
  const end = text.trimEnd().length;
  ASSIGNMENT.lastIndex = head.length;
  while (ASSIGNMENT.lastIndex < end) {
    const match = ASSIGNMENT.exec(text);
    if (!match) throw questionUnreadable();
    const [, variable = '', double, single, bare] = match;
    if (Object.hasOwn(assigned, variable)) throw questionUnreadable();
    assigned[variable] = valueOf(double ?? single ?? bare ?? '', parameter);
  }
  return { endpoint, assigned, used: [...used] };
}

function valueOf(text: string, parameter: (name: string) => ParameterValue): ParameterValue {
  const [, only] = /^\{([A-Za-z_]\w*)\}$/.exec(text) ?? [];
  if (only !== undefined) return parameter(only);
  return text.replace(REFERENCE, (_whole, name: string) => {
    const value = parameter(name);
    return value instanceof Date ? value.toISOString() : String(value ?? '');
  });
}
