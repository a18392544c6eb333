import type { AppError } from '#sdk';
import { isJsonObject, itemsOf, textField } from './json.ts';
import { piBadAnswer, piForbidden, piNotFound } from './pi.errors.ts';
import { errorText } from './status-error.ts';

/** One path's part of a `…/multiple` answer. */
export type PiLookup<T> =
  | { readonly ok: true; readonly found: T }
  | { readonly ok: false; readonly error: AppError };

/**
 * The parts of a `points/multiple` or `attributes/multiple` answer, in the order of the paths asked for.
 * Each is matched by its identifier, in any case; a server that leaves identifiers out is taken at its order.
 *
 * @param nameOf what to call a path in an error
 */
export function lookupsOf<T>(
  content: unknown,
  paths: readonly string[],
  convert: (object: unknown) => T | undefined,
  nameOf: (path: string) => string,
): readonly PiLookup<T>[] {
  const items = itemsOf(content);
  if (!items) throw piBadAnswer('a list is missing in it');
  const byPath = new Map(items.map((item) => [textField(item, 'Identifier').toLowerCase(), item]));
  return paths.map((path, index) => {
    const inPlace = items.length === paths.length ? items[index] : undefined;
    const item = byPath.get(path.toLowerCase()) ?? inPlace;
    if (!item) return { ok: false, error: piNotFound(nameOf(path)) };
    const found = convert(item['Object']);
    if (found !== undefined) return { ok: true, found };
    return { ok: false, error: lookupError(item['Exception'], nameOf(path)) };
  });
}

function lookupError(exception: unknown, name: string): AppError {
  const text = isJsonObject(exception) ? errorText(exception) : '';
  const cause = text === '' ? undefined : new Error(text);
  if (/denied|permission|not authori[sz]ed|no access/i.test(text)) return piForbidden(cause);
  return piNotFound(name, cause);
}
