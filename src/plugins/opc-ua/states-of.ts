import { integerOf } from './integer-of.ts';
import { textOf } from './text-of.ts';

/** Names by number, of EnumStrings (texts, counted from 0) or of EnumValues (each with its number and its name). */
export function statesOf(value: unknown): ReadonlyMap<number, string> {
  const states = new Map<number, string>();
  if (!isList(value)) return states;
  for (const [place, entry] of value.entries()) {
    const isPair = typeof entry === 'object' && entry !== null && 'displayName' in entry;
    const code = isPair && 'value' in entry ? integerOf(entry.value) : place;
    const name = textOf(isPair ? entry.displayName : entry);
    if (typeof code === 'number' && name !== '') states.set(code, name);
  }
  return states;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
