const VARIABLE = /\{([A-Za-z_]\w*)\}/g;
/** A text between single quotes, in which two of them stand for one. */
const QUOTED = /'(?:[^']|'')*'/g;
/** Filled from the range that was asked, so no trigger has to declare them. */
const OF_THE_RANGE: ReadonlySet<string> = new Set(['start', 'end']);

/** Every variable that a query names, in the order they come, each once. */
export function variablesIn(template: string): readonly string[] {
  return [...new Set([...template.matchAll(VARIABLE)].map(([, name = '']) => name))];
}

/** Those that a trigger gives a default, or asks for. */
export function declaredIn(template: string): readonly string[] {
  return variablesIn(template).filter((name) => !OF_THE_RANGE.has(name));
}

/** Variables within quotes, where a database would take them for text. */
export function quotedIn(template: string): readonly string[] {
  const quoted = [...template.matchAll(QUOTED)].map(([text]) => text).join(' ');
  return variablesIn(quoted);
}
