import type { ParameterValue } from '../../data-source.ts';
import { badParameter, parameterMissing } from './guard.errors.ts';
import type { TextPart } from './sql-token.ts';

/** Longer no text from a chat is. */
const VALUE_MAX_CHARACTERS = 65_536;

/**
 * One value per placeholder. A variable that stands alone keeps its type; within a text it becomes part of that text, and
 * the whole is bound.
 *
 * @throws AppError of kind `invalid`: `sql.parameter_missing`, `sql.bad_parameter`
 */
export function bindValues(
  values: readonly (readonly TextPart[])[],
  parameters: Readonly<Record<string, ParameterValue>>,
): ParameterValue[] {
  return values.map((parts) => {
    const [first] = parts;
    if (parts.length === 1 && first !== undefined && typeof first !== 'string') {
      return valueOf(first.variable, parameters);
    }
    return compose(parts, parameters);
  });
}

function compose(
  parts: readonly TextPart[],
  parameters: Readonly<Record<string, ParameterValue>>,
): string | null {
  let text = '';
  for (const part of parts) {
    if (typeof part === 'string') {
      text += part;
      continue;
    }
    const value = valueOf(part.variable, parameters);
    // As SQL joins texts: with something unknown the whole is unknown, and a comparison with it is not true.
    if (value === null) return null;
    if (value instanceof Date) {
      throw badParameter(
        part.variable,
        'is an instant and stands within a text, where each database would write it differently; write it alone, without quotes',
      );
    }
    text += String(value);
  }
  return text;
}

function valueOf(
  name: string,
  parameters: Readonly<Record<string, ParameterValue>>,
): ParameterValue {
  const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  if (value === undefined) throw parameterMissing(name);
  if (typeof value === 'number' && !Number.isFinite(value)) {
    throw badParameter(name, 'is no number that a database can compare; give it a finite one');
  }
  if (value instanceof Date && Number.isNaN(value.getTime())) {
    throw badParameter(name, 'is no instant; give it a date and time');
  }
  if (typeof value === 'string') {
    if (value.length > VALUE_MAX_CHARACTERS) {
      throw badParameter(
        name,
        `is longer than ${VALUE_MAX_CHARACTERS} characters; give it a shorter one`,
      );
    }
    // PostgreSQL and Oracle take no NUL in a text, and C libraries end it there.
    if (value.includes('\0') || !value.isWellFormed()) {
      throw badParameter(name, 'holds a character that no text in a database has; leave it out');
    }
  }
  return value;
}
