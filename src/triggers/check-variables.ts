import {
  type PresetVariable,
  type VariableDefinition,
  choiceParts,
  isReserved,
} from '../data-sources/index.ts';
import { checkField } from './in-field.ts';
import type { Variables } from './merge-variables.ts';
import { type SaidAt, readInstant } from './read-instant.ts';
import { readVariable } from './read-variable.ts';
import { variableBadLimit, variableNameTwice, variableWrong } from './trigger-config.errors.ts';

/**
 * What a shape cannot say of variables that are about to be saved: a default must fit its own limits, and times must be
 * of their grammar. Whatever could go wrong in a chat for being written wrong is refused here.
 *
 * @throws AppError of kind `invalid` that says which variable is wrong
 */
export function checkVariables(variables: Variables, present: SaidAt, path = 'config.'): void {
  const seen = new Set<string>();
  for (const [name, variable] of Object.entries(variables)) {
    checkField(`${path}variables.${name}`, () => {
      if (seen.has(name.toLowerCase())) throw variableNameTwice(name);
      seen.add(name.toLowerCase());
      checkVariable(name, variable, present);
    });
  }
}

/** The same of a preset, whose variables are a list. */
export function checkPresetVariables(variables: readonly PresetVariable[], present: SaidAt): void {
  for (const [index, variable] of variables.entries()) {
    if (typeof variable === 'string') continue;
    const { name, ...definition } = variable;
    checkField(`variables.${index}`, () => checkVariable(name, definition, present));
  }
}

function checkVariable(name: string, variable: VariableDefinition, present: SaidAt): void {
  const isOtherCase = !isReserved(name) && isReserved(name.toLowerCase());
  if (isOtherCase) throw variableNameTwice(name);
  for (const limit of [variable.min, variable.max]) {
    if (typeof limit === 'string' && !readInstant(limit, present)) {
      throw variableBadLimit(name, limit);
    }
  }
  const { default: usual, choices = [] } = variable;
  const words = choices.map(choiceParts).map(({ value }) => String(value).toLowerCase());
  if (new Set(words).size < words.length) throw variableNameTwice(name);
  if (usual === undefined || usual === null || typeof usual === 'boolean') return;
  const read = readVariable(name, variable, usual, present);
  if (!read.ok) throw variableWrong('variables', name, read.problem);
}
