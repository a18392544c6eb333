import type {
  PresetVariable,
  QueryVariable,
  VariableType,
} from '../../../src/data-sources/query-variable.schema.ts';

/** What is said of a variable, without its name. */
export type Definition = Omit<QueryVariable, 'name'>;

/** Every type, in the order they are offered. */
export const TYPES: readonly VariableType[] = ['text', 'number', 'choice', 'instant', 'tag'];

/** A name that is filled from the question's range or count. */
export function isReservedName(name: string): boolean {
  return name === 'start' || name === 'end' || name === 'limit';
}

/** The type a variable has, said or not. */
export function typeOf(
  name: string,
  { type, choices, min, max, whole, unit }: Definition,
): VariableType {
  if (name === 'limit') return 'number';
  if (name === 'start' || name === 'end') return 'instant';
  if (type) return type;
  if (choices) return 'choice';
  const limit = min ?? max;
  if (typeof limit === 'number' || whole !== undefined || unit !== undefined) return 'number';
  return limit === undefined ? 'text' : 'instant';
}

/** The same with another type: limits that the new type does not have are left out. */
export function withType(definition: Definition, type: VariableType): Definition {
  const { description, prompt, ask } = definition;
  const kept = {
    ...(description !== undefined && { description }),
    ...(prompt !== undefined && { prompt }),
    ...(ask !== undefined && { ask }),
  };
  return type === 'choice'
    ? { ...kept, type, choices: definition.choices ?? [] }
    : { ...kept, type };
}

/** With some fields changed; undefined takes one out. */
export function changed(
  definition: Definition,
  changes: { readonly [Field in keyof Definition]?: Definition[Field] | undefined },
): Definition {
  const entries = Object.entries({ ...definition, ...changes });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
}

/** The default as it is typed: a number where the type is one and it can only be one. */
export function readDefault(text: string, type: VariableType): string | number | undefined {
  if (text === '') return undefined;
  const isNumber = type === 'number' || type === 'choice';
  return isNumber && /^-?(?:0|[1-9]\d{0,14})(?:\.\d+)?$/.test(text) ? Number(text) : text;
}

export function nameOf(variable: PresetVariable): string {
  return typeof variable === 'string' ? variable : variable.name;
}

export function definitionOf(variable: PresetVariable | undefined): Definition {
  if (variable === undefined || typeof variable === 'string') return {};
  const { name: _name, ...definition } = variable;
  return definition;
}

/** As it is stored: a name of which nothing is said stays a name. */
export function toVariable(
  name: string,
  definition: Definition,
  before?: PresetVariable,
): PresetVariable {
  const isBare = Object.keys(definition).length === 0 && typeof before !== 'object';
  return isBare ? name : { name, ...definition };
}
