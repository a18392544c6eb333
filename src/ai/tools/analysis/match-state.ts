/**
 * The state that was meant, among those there are: of the same name in any case, or else the only one that is the same
 * word in another form, as `trip` and `Tripped`, `run` and `Running`. Undefined when there is none: `Opening` is not
 * `open`.
 */
export function matchState(said: string, states: readonly string[]): string | undefined {
  const wanted = fold(said);
  const same = states.find((state) => fold(state) === wanted);
  if (same !== undefined) return same;
  const near = states.filter((state) => rootOf(fold(state)) === rootOf(wanted));
  return near.length === 1 ? near[0] : undefined;
}

/** Without the ending of what was done: `stopped`, `closed` and `failed` are `stop`, `clos` and `fail`. */
function rootOf(state: string): string {
  if (state === 'running') return 'run';
  return state.replace(/(?:(\p{L})\1ed|ed|e)$/u, '$1');
}

function fold(text: string): string {
  return text.trim().toLowerCase();
}
