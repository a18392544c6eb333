import type { AppError, TagInfo, TagSelection } from '#sdk';
import type { OpcUaTag } from './opc-ua-tag.ts';
import type { TagBook } from './tag-book.ts';

export type Outcome<T> =
  | ({ readonly ok: true; readonly tag: TagInfo } & T)
  | { readonly ok: false; readonly name: string; readonly error: AppError };

/**
 * Reads each tag of a question into its place. Nodes that the server no longer knows are looked up once more: after a
 * restart its numbers may be others.
 *
 * @param read gives a part for each tag, in order, or the error that stands for it
 */
export async function forEachTag<T extends object>(
  book: TagBook,
  selection: TagSelection,
  signal: AbortSignal,
  read: (tags: readonly OpcUaTag[]) => Promise<readonly (T | AppError)[]>,
): Promise<readonly Outcome<T>[]> {
  const first = await readOnce(book, selection, signal, read);
  if (first.gone.length === 0) return first.outcomes;
  book.forget(first.gone);
  return (await readOnce(book, selection, signal, read)).outcomes;
}

async function readOnce<T extends object>(
  book: TagBook,
  selection: TagSelection,
  signal: AbortSignal,
  read: (tags: readonly OpcUaTag[]) => Promise<readonly (T | AppError)[]>,
): Promise<{ readonly outcomes: readonly Outcome<T>[]; readonly gone: readonly OpcUaTag[] }> {
  const slots = await book.resolve(selection, signal);
  const tags = slots.flatMap((slot) => (slot.ok ? [slot.found] : []));
  const parts = tags.length === 0 ? [] : await read(tags);
  const gone: OpcUaTag[] = [];
  let place = 0;
  const outcomes = slots.map((slot): Outcome<T> => {
    if (!slot.ok) return slot;
    const { found } = slot;
    const part = parts[place];
    place += 1;
    if (part && !(part instanceof Error)) return { ok: true, tag: found.tag, ...part };
    if (!part) throw new Error('The answer has fewer parts than the question has tags');
    if (part.code === 'opcua.not_found') gone.push(found);
    return { ok: false, name: found.tag.name, error: part };
  });
  return { outcomes, gone };
}
