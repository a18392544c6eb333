import type { PresetVariable } from '../../../src/data-sources/query-variable.schema.ts';
import { nameOf } from '../../ui/query-variables/definition.ts';

const VARIABLE = /\{([A-Za-z_]\w*)\}/g;
/** Filled from the range that was asked, so no preset has to declare them. */
const OF_THE_RANGE: ReadonlySet<string> = new Set(['start', 'end']);

/** Every variable that a query names, in the order they come, each once. */
export function variablesIn(template: string): readonly string[] {
  return [...new Set([...template.matchAll(VARIABLE)].map(([, name = '']) => name))];
}

/** Those that a trigger gives a default, or asks for. */
export function declaredIn(template: string): readonly string[] {
  return variablesIn(template).filter((name) => !OF_THE_RANGE.has(name));
}

/**
 * The variables of a text that was changed: what was said of one that is still there stays, a new one is a name. Of
 * those that the range fills, only what something was said of is kept.
 */
export function variablesFor(
  template: string,
  before: readonly PresetVariable[],
): readonly PresetVariable[] {
  const known = new Map(before.map((variable) => [nameOf(variable), variable]));
  return variablesIn(template).flatMap((name) => {
    const variable = known.get(name);
    return variable ?? (OF_THE_RANGE.has(name) ? [] : [name]);
  });
}
