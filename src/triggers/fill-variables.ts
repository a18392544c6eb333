import type { ParameterValue, TimeRange } from '#sdk';
import {
  type VariableDefinition,
  choiceParts,
  type Wording,
  isReserved,
} from '../data-sources/index.ts';
import type { Variables } from './merge-variables.ts';
import { type VariableInput, readVariable } from './read-variable.ts';
import type { SaidAt } from './read-instant.ts';
import {
  variableMissing,
  variableTwice,
  variableUnknown,
  variableWrong,
} from './trigger-config.errors.ts';
import { argumentNotUsed } from './triggers.errors.ts';

/** What a question says besides the name of its query. */
export interface Said {
  readonly variables?: Readonly<Record<string, VariableInput>> | undefined;
  readonly range?: TimeRange | undefined;
  readonly count?: number | undefined;
}

/** A variable that the question gave, for showing what it was answered with. */
export interface GivenVariable {
  readonly name: string;
  readonly value: ParameterValue;
  /** Of a choice: the words it was offered by. */
  readonly label?: Wording;
  readonly isTag?: true;
}

export interface FilledQuery {
  /** What is bound, by name. */
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  /** What `start` and `end` are, where the query has them. */
  readonly range: TimeRange | undefined;
  /** How many rows were asked for. */
  readonly count: number | undefined;
  /** At how many rows `{limit}` ends what was asked for as a whole: a range, or all of something. */
  readonly cutAt: number | undefined;
  readonly given: readonly GivenVariable[];
}

/**
 * The parameters of a query: what the question gave, else each variable's default. Names match in any case. `start`
 * and `end` are the question's range, or that of the trigger; `limit` is its count, or the most rows it gives.
 *
 * @param usualRange that the trigger names
 * @throws AppError of kind `invalid` for a name that is unknown or given twice, a value that does not fit, a range for
 *   a query without one, or a variable without default that was not given (`triggers.variable_missing`)
 */
export function fillVariables(
  trigger: {
    readonly name: string;
    readonly variables: Variables;
    readonly maxRows: number;
    readonly usualRange?: TimeRange | undefined;
  },
  said: Said,
  present: SaidAt,
): FilledQuery {
  const { name: triggerName, variables, maxRows, usualRange } = trigger;
  const inputs = matchNames(triggerName, variables, said.variables ?? {});

  function read(name: string, input: VariableInput): ParameterValue {
    const result = readVariable(name, variables[name] ?? {}, input, present);
    if (!result.ok) throw variableWrong(triggerName, name, result.problem);
    return result.value;
  }

  // Those that were given come first: a wrong one is told before a missing one is asked for.
  const values = new Map<string, ParameterValue>();
  for (const [name, input] of inputs) values.set(name, read(name, input));
  if (said.count !== undefined && has(variables, 'limit') && !values.has('limit')) {
    values.set('limit', read('limit', said.count));
  }
  const isRanged = has(variables, 'start') || has(variables, 'end');
  if (said.range && !isRanged && !usualRange) throw argumentNotUsed(triggerName, 'range');

  const parameters: [string, ParameterValue][] = [];
  for (const [name, variable] of Object.entries(variables)) {
    if (name === 'start' || name === 'end') continue;
    const value = values.get(name) ?? usual(name, variable);
    if (value === undefined) throw variableMissing(triggerName, name);
    parameters.push([name, value]);
  }
  const range = said.range ?? usualRange;
  const ends = isRanged ? endsOf(trigger, range, values, present) : datesOf(range);

  /** The default of a variable, read as what was given would be; undefined when there is none. */
  function usual(name: string, variable: VariableDefinition): ParameterValue | undefined {
    const { default: value } = variable;
    if (value === undefined && name === 'limit') {
      return typeof variable.max === 'number' ? Math.min(maxRows, variable.max) : maxRows;
    }
    if (value === undefined) return undefined;
    return value === null || typeof value === 'boolean' ? value : read(name, value);
  }

  /** Of a query such as the latest ten, ten are all there is to tell; a range or an unlimited query has more. */
  function cutAt(): number | undefined {
    const { limit: bound } = Object.fromEntries(parameters);
    const isWhole = ends?.start !== undefined || variables['limit']?.default === undefined;
    return !values.has('limit') && isWhole && typeof bound === 'number' ? bound : undefined;
  }

  const limit = values.get('limit');
  return {
    parameters: {
      ...Object.fromEntries(parameters),
      ...ends,
      ...(said.count !== undefined && !has(variables, 'limit') && { limit: said.count }),
    },
    range: ends?.start && {
      start: ends.start.toISOString(),
      end: ends.end.toISOString(),
    },
    count: said.count ?? (typeof limit === 'number' ? limit : undefined),
    cutAt: cutAt(),
    given: [...inputs.keys()].flatMap((name) => {
      const value = values.get(name);
      if (value === undefined || isReserved(name)) return [];
      return [givenVariable(name, variables[name] ?? {}, value)];
    }),
  };
}

/** What was given, under the names the query has. */
function matchNames(
  trigger: string,
  variables: Variables,
  given: Readonly<Record<string, VariableInput>>,
): ReadonlyMap<string, VariableInput> {
  const known = Object.keys(variables);
  const inputs = new Map<string, VariableInput>();
  for (const [name, input] of Object.entries(given)) {
    const declared = known.find((one) => one.toLowerCase() === name.toLowerCase());
    if (declared === undefined) throw variableUnknown(trigger, name, known);
    if (inputs.has(declared)) throw variableTwice(trigger, declared);
    inputs.set(declared, input);
  }
  return inputs;
}

type Ends = { readonly start?: Date; readonly end: Date };

function datesOf(range: TimeRange | undefined): Ends | undefined {
  return range && { start: new Date(range.start), end: new Date(range.end) };
}

/**
 * From what was given by name, then from the range, then from the defaults; until now where no end is said.
 *
 * @throws AppError `triggers.variable_missing` where the query has a start and nothing tells it
 */
function endsOf(
  { name, variables }: { readonly name: string; readonly variables: Variables },
  range: TimeRange | undefined,
  values: ReadonlyMap<string, ParameterValue>,
  present: SaidAt,
): Ends {
  function instantOf(which: 'start' | 'end'): Date | undefined {
    const value = values.get(which);
    if (value instanceof Date) return value;
    if (range) return new Date(range[which]);
    const usual = variables[which]?.default;
    if (typeof usual !== 'string') return undefined;
    const read = readVariable(which, variables[which] ?? {}, usual, present);
    if (!read.ok) throw variableWrong(name, which, read.problem);
    return read.value instanceof Date ? read.value : undefined;
  }

  const end = instantOf('end') ?? present.now;
  const start = instantOf('start');
  if (!start) {
    if (has(variables, 'start')) throw variableMissing(name, 'start');
    return { end };
  }
  if (start >= end) throw variableWrong(name, 'end', { kind: 'not_after_start' });
  return { start, end };
}

function has(variables: Variables, name: string): boolean {
  return Object.hasOwn(variables, name);
}

function givenVariable(
  name: string,
  variable: VariableDefinition,
  value: ParameterValue,
): GivenVariable {
  const chosen = variable.choices?.map(choiceParts).find((choice) => choice.value === value);
  return {
    name,
    value,
    ...(chosen && { label: chosen.label }),
    ...(variable.type === 'tag' && { isTag: true }),
  };
}
