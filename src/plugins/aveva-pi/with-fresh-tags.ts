import type { TagSelection } from '#sdk';
import type { ResolvedSelection, TagResolver } from './resolve-tags.ts';
import { refuseTotalFailure } from './total-failure.ts';
import type { Part } from './total-failure.ts';

/**
 * Reads the streams of a question, and once more with fresh WebIDs when PI no longer knew some of them: a point that was
 * deleted and made again has a new one.
 *
 * @throws AppError when no stream could be read for a reason that is not its own
 */
export async function withFreshTags<T extends Part>(
  resolver: TagResolver,
  selection: TagSelection,
  signal: AbortSignal,
  read: (resolved: ResolvedSelection) => Promise<readonly T[]>,
): Promise<{ readonly resolved: ResolvedSelection; readonly parts: readonly T[] }> {
  const resolved = await resolver.resolve(selection, signal);
  if (resolved.webIds.length === 0) return { resolved, parts: [] };
  const parts = await read(resolved);
  const stale = resolved.webIds.filter((_webId, place) => isStale(parts[place]));
  if (stale.length === 0 || !resolver.forget(selection, stale)) {
    refuseTotalFailure(parts);
    return { resolved, parts };
  }
  const again = await resolver.resolve(selection, signal);
  const fresh = again.webIds.length === 0 ? [] : await read(again);
  refuseTotalFailure(fresh);
  return { resolved: again, parts: fresh };
}

function isStale(part: Part | undefined): boolean {
  if (!part || part.ok) return false;
  return ['pi.not_found', 'pi.bad_answer'].includes(part.error?.code ?? '');
}
