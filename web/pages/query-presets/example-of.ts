import type { PresetVariable } from '../../../src/data-sources/query-variable.schema.ts';
import {
  type Definition,
  definitionOf,
  nameOf,
  typeOf,
} from '../../ui/query-variables/definition.ts';
import { variablesIn } from './variables-in.ts';

/** What somebody would send after the trigger's name: `area=North tag=FIC101 8h 20`. */
export function exampleQuestion(template: string, variables: readonly PresetVariable[]): string {
  const names = variablesIn(template);
  const words = names.flatMap((name) => {
    if (name === 'start' || name === 'end' || name === 'limit') return [];
    const variable = variables.find((one) => nameOf(one) === name);
    const value = exampleValue(name, definitionOf(variable));
    return [value.includes(' ') ? `${name}="${value}"` : `${name}=${value}`];
  });
  if (names.includes('start') || names.includes('end')) words.push('8h');
  if (names.includes('limit')) words.push('20');
  return words.join(' ');
}

function exampleValue(name: string, definition: Definition): string {
  const { default: usual, choices, min, max } = definition;
  const [first] = choices ?? [];
  if (first !== undefined) return String(typeof first === 'object' ? first.value : first);
  switch (typeOf(name, definition)) {
    case 'number':
      return String(usual ?? min ?? max ?? 5);
    case 'instant':
      return '06:00';
    case 'tag':
      return String(usual ?? 'FIC101');
    case 'choice':
    case 'text':
      return String(usual ?? (name.toLowerCase() === 'tag' ? 'FIC101' : 'A1'));
  }
}
