import type { Language } from '../../app/languages.ts';

const NAMED_MAX = 3;

/** `Plant PI, Lab and Boiler`; of many only the first, and that there are more. */
export function listOfNames(names: readonly string[], language: Language): string {
  const more = names.length - NAMED_MAX;
  const named = more > 0 ? [...names.slice(0, NAMED_MAX), `+${more}`] : names;
  return new Intl.ListFormat(language).format(named);
}
