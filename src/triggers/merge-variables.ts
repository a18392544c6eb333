import { type PresetVariable, type VariableDefinition, isReserved } from '../data-sources/index.ts';

const IN_TEMPLATE = /\{([A-Za-z_]\w{0,39})\}/g;

export type Variables = Readonly<Record<string, VariableDefinition>>;

/** Every variable that a query's text names, each once, in the order they come. */
export function variablesIn(text: string): readonly string[] {
  return [...new Set([...text.matchAll(IN_TEMPLATE)].map(([, name = '']) => name))];
}

/**
 * The variables a query has: what its preset says of each, what the trigger says in its place, and those that only its
 * text names. In the order of the text, since they are asked for in it; what the preset declares and its text does not
 * name has nothing to fill.
 */
export function mergeVariables(
  text: string,
  ofPreset: readonly PresetVariable[],
  ofTrigger: Variables,
): Variables {
  const preset = new Map(
    ofPreset.map((one): [string, VariableDefinition] => {
      if (typeof one === 'string') return [one, {}];
      const { name, ...definition } = one;
      return [name, definition];
    }),
  );
  const inText = variablesIn(text);
  const own = Object.keys(ofTrigger);
  const optional = [...preset].flatMap(([name, { default: usual }]) =>
    usual !== undefined && !isReserved(name) ? [name] : [],
  );
  const names = new Set([...inText, ...own, ...optional]);
  return Object.fromEntries(
    [...names].map((name) => [name, merged(preset.get(name), ofTrigger[name])]),
  );
}

function merged(preset: VariableDefinition = {}, own: VariableDefinition = {}): VariableDefinition {
  const { type, ...rest } = preset;
  // Choices of its own make it a choice, whatever it was.
  const kept = own.choices && own.type === undefined ? {} : { ...(type && { type }) };
  return { ...rest, ...kept, ...own };
}
