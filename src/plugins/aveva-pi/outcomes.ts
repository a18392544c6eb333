import type { AppError } from '#sdk';
import type { TagInfo } from '#sdk';
import { piNotFound, piNoValue } from './pi-web-api/index.ts';
import type { Slot } from './resolve-tags.ts';

type Failed = { readonly ok: false; readonly name: string; readonly error: AppError };

/**
 * Puts what was read of each stream into the places of the question.
 *
 * @param read gives a stream's part by its place, or the error that stands for it
 */
export function outcomesOf<T extends object>(
  slots: readonly Slot[],
  read: (place: number, tag: TagInfo) => T | AppError,
): readonly (({ readonly ok: true; readonly tag: TagInfo } & T) | Failed)[] {
  return slots.map((slot) => {
    if (!slot.ok) return slot;
    const part = read(slot.place, slot.tag);
    return part instanceof Error
      ? { ok: false, name: slot.tag.name, error: tagError(part, slot.tag.name) }
      : { ok: true, tag: slot.tag, ...part };
  });
}

/** An error about a stream, said of the tag by its name. */
function tagError(error: AppError, name: string): AppError {
  if (error.code === 'pi.not_found') return piNotFound(name, error);
  return error.code === 'pi.refused' ? piNoValue(name, error) : error;
}
