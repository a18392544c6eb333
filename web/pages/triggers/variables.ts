/** A variable of a query as it is edited. */
export type VariableRow = {
  readonly name: string;
  /** Empty: the person must give a value. */
  readonly default: string;
  readonly description: string;
  /** Separated by commas; empty: any value. */
  readonly choices: string;
};

type Value = string | number | boolean | null;
type Variable =
  | Value
  | {
      readonly default?: Value;
      readonly description?: string;
      readonly choices?: readonly (string | number)[];
    };
type Variables = Readonly<Record<string, Variable>>;

export function readVariables(stored: unknown): readonly VariableRow[] {
  return Object.entries(asVariables(stored)).map(([name, variable]) => {
    const parts = partsOf(variable);
    return {
      name,
      default: String(parts.default ?? ''),
      description: parts.description ?? '',
      choices: (parts.choices ?? []).join(', '),
    };
  });
}

/**
 * The rows as a config has them; a row without a name yet is left out. What a row did not change is kept as it was
 * stored, so a null or a text that looks like a number stays one.
 */
export function writeVariables(
  rows: readonly VariableRow[],
  stored: unknown,
): Variables | undefined {
  const before = asVariables(stored);
  const entries = rows
    .filter(({ name }) => name.trim() !== '')
    .map((row): [string, Variable] => {
      const name = row.name.trim();
      const earlier = before[name];
      const isSame =
        earlier !== undefined &&
        JSON.stringify(readVariables({ [name]: earlier })[0]) === JSON.stringify({ ...row, name });
      return [name, isSame ? earlier : toVariable(row)];
    });
  return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

function toVariable({ default: usual, description, choices }: VariableRow): Variable {
  const allowed = choices
    .split(',')
    .map((choice) => choice.trim())
    .filter(Boolean)
    .map(toValue);
  return {
    ...(usual === '' ? {} : { default: toValue(usual) }),
    ...(description === '' ? {} : { description }),
    ...(allowed.length > 0 ? { choices: allowed } : {}),
  };
}

/** A number where it can only be one: `0012` may be the name of something. */
function toValue(text: string): string | number {
  return /^-?(?:0|[1-9]\d{0,14})(?:\.\d+)?$/.test(text) ? Number(text) : text;
}

function partsOf(variable: Variable) {
  return typeof variable === 'object' && variable !== null ? variable : { default: variable };
}

function asVariables(stored: unknown): Variables {
  return typeof stored === 'object' && stored !== null ? (stored as Variables) : {};
}
