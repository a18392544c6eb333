import type { AppError, TagSelection } from '#sdk';
import { piBadAnswer } from './pi-web-api/index.ts';
import type { ResolvedSelection, TagResolver } from './resolve-tags.ts';

type Part = { readonly ok: boolean; readonly error?: AppError };

/** Errors of the source rather than of a tag: when all tags have one, the question as a whole has failed. */
const SOURCE_CODES = new Set([
  'pi.server_error',
  'pi.rate_limited',
  'pi.timeout',
  'pi.unreachable',
  'pi.unauthorized',
  'pi.forbidden',
  'pi.tls',
  'pi.bad_answer',
  'pi.wrong_address',
]);

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

/** Points that PI lists and streams it knows nothing of, all of them: the server is at fault, not the names. */
function refuseTotalFailure(parts: readonly Part[]): void {
  const errors = parts.flatMap(({ error }) => (error ? [error] : []));
  const [first] = errors;
  if (!first || errors.length < parts.length) return;
  if (errors.every(({ code }) => SOURCE_CODES.has(code))) throw first;
  if (errors.length > 1 && errors.every(({ code }) => code === 'pi.not_found')) {
    throw piBadAnswer('it lists the tags and knows nothing of their values', first);
  }
}
