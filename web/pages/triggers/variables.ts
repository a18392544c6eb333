import { type Definition, changed } from '../../ui/query-variables/definition.ts';

/** A variable of a query as it is edited. */
export type VariableRow = { readonly name: string; readonly definition: Definition };

type Value = string | number | boolean | null;
type Variable = Value | Definition;
type Variables = Readonly<Record<string, Variable>>;

export function readVariables(stored: unknown): readonly VariableRow[] {
  return Object.entries(asVariables(stored)).map(([name, variable]) => ({
    name,
    definition: definitionOf(variable),
  }));
}

/**
 * The rows as a config has them; a row without a name yet is left out. What a row did not change is kept as it was
 * stored: a bare value stays one.
 */
export function writeVariables(
  rows: readonly VariableRow[],
  stored: unknown,
): Variables | undefined {
  const before = asVariables(stored);
  const entries = rows
    .filter(({ name }) => name.trim() !== '')
    .map(({ name, definition }): [string, Variable] => {
      const earlier = before[name.trim()];
      const isSame =
        earlier !== undefined &&
        JSON.stringify(definitionOf(earlier)) === JSON.stringify(definition);
      return [name.trim(), isSame ? earlier : definition];
    });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

/** What a trigger says in the place of its preset: one default changed, the others kept. */
export function withDefault(
  stored: unknown,
  name: string,
  value: string | number | undefined,
): Variables | undefined {
  const rows = readVariables(stored);
  const row = rows.find((one) => one.name === name);
  const definition = changed(row?.definition ?? {}, { default: value });
  const others = rows.filter((one) => one.name !== name);
  const isEmpty = Object.keys(definition).length === 0;
  return writeVariables(isEmpty ? others : [...others, { name, definition }], stored);
}

function definitionOf(variable: Variable): Definition {
  return typeof variable === 'object' && variable !== null ? variable : { default: variable };
}

function asVariables(stored: unknown): Variables {
  return typeof stored === 'object' && stored !== null ? (stored as Variables) : {};
}
