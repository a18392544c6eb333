import type { CellValue } from '#sdk';
import { variableMissing, variableNotAChoice, variableUnknown } from './trigger-config.errors.ts';
import type { QueryConfig } from './triggers.schema.ts';

/**
 * The parameters of a query: what the person gave, else each variable's default. Names match in any case. A variable
 * whose default or choices are numbers takes what looks like a number as one.
 *
 * @throws AppError of kind `invalid` for a name the trigger does not know, a value that is no choice of the
 *   variable's, or a variable without default that was not given
 */
export function fillVariables(
  triggerName: string,
  variables: QueryConfig['variables'],
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, CellValue>> {
  const known = Object.keys(variables);
  const said = new Map<string, string>();
  for (const [name, value] of Object.entries(given)) {
    const declared = known.find((one) => one.toLowerCase() === name.toLowerCase());
    if (declared === undefined) throw variableUnknown(triggerName, name, known);
    said.set(declared, value);
  }
  return Object.fromEntries(
    Object.entries(variables).map(([name, variable]) => {
      const value = said.get(name);
      if (value !== undefined) return [name, accepted(triggerName, name, value, variable)];
      if (variable.default === undefined) throw variableMissing(triggerName, name);
      return [name, variable.default];
    }),
  );
}

function accepted(
  triggerName: string,
  name: string,
  value: string,
  variable: QueryConfig['variables'][string],
): CellValue {
  const choices = 'choices' in variable ? variable.choices : undefined;
  if (choices) {
    const choice = choices.find((one) => String(one).toLowerCase() === value.toLowerCase());
    if (choice === undefined) throw variableNotAChoice(triggerName, name, choices);
    return choice;
  }
  const isNumeric = typeof variable.default === 'number' && /^-?\d+(?:[.,]\d+)?$/.test(value);
  return isNumeric ? Number(value.replace(',', '.')) : value;
}
