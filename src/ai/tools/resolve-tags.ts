import type { TagInfo } from '#sdk';
import type { Asking } from '../../access/index.ts';
import type { Source } from '../../data-sources/index.ts';
import { withTimeLimit } from '../../lib/with-time-limit.ts';
import { awaitTagIndex } from '../../tag-search/index.ts';
import { sourceNotFound, tagInSeveralSources, tagNotFound } from '../ai.errors.ts';
import { nearNames } from './near-names.ts';

export interface ResolvedTag {
  readonly tag: TagInfo;
  readonly source: Source;
}

type Asker = Pick<Asking, 'sources' | 'rights' | 'signal'>;

/** A source that is slow to say whether it has a tag must not use up the time of the answer. */
const ASK_WITHIN_MS = 2_000;

/**
 * Each tag with the source that has it, in the order given: by its exact name in any case, among the sources the person
 * may use. A source whose index is not complete yet is asked; where one does not say and no other could know, the tag is
 * taken to be its, so that asking it tells what is wrong with it.
 *
 * @param sourceName only this source, by its name in any case
 * @throws AppError `ai.tag_not_found`, `ai.tag_in_several_sources`, `ai.source_not_found`
 */
export async function resolveTags(
  tags: readonly string[],
  sourceName: string | undefined,
  asking: Asker,
): Promise<readonly ResolvedTag[]> {
  const sources = choose(sourceName, asking);
  const lookUp = (tag: string) => sources.flatMap((source) => known(source, tag));
  const isMissing = (tag: string) => lookUp(tag).length === 0;
  if (tags.some(isMissing) && sources.some((source) => !isIndexed(source))) {
    await awaitTagIndex(asking);
  }
  const asked = await askUnindexed(tags.filter(isMissing), sources, asking.signal);
  return tags.map((tag) => {
    const found = [...lookUp(tag), ...(asked.found.get(keyOf(tag)) ?? [])];
    const [only, ...others] = found;
    if (others.length > 0) {
      throw tagInSeveralSources(
        tag,
        found.map(({ source }) => source.name),
      );
    }
    if (only) return only;
    const [unknown] = sources.some(isIndexed) ? [] : asked.silent;
    const silent = asked.silent.find((source) => source.lastGood(tag)) ?? unknown;
    if (silent) return { source: silent, tag: unknownTag(tag, silent) };
    throw tagNotFound(tag, nearNames(tag, asking));
  });
}

/** The names of each source's tags, each once, in the order they came. */
export function tagsBySource(
  resolved: readonly ResolvedTag[],
): readonly (readonly [Source, readonly string[]])[] {
  const bySource = Map.groupBy(resolved, ({ source }) => source);
  return [...bySource].map(([source, tags]) => [
    source,
    [...new Set(tags.map(({ tag }) => tag.name))],
  ]);
}

/** The ids of the sources an answer came from. */
export function sourceIdsOf(resolved: readonly ResolvedTag[]): readonly string[] {
  return [...new Set(resolved.map(({ source }) => source.id))];
}

/** @throws AppError `ai.source_not_found` for one that is unknown or that the person may not use */
export function findSource(name: string, asking: Asker): Source {
  const allowed = allowedSources(asking);
  const found = allowed.find((source) => keyOf(source.name) === keyOf(name));
  if (found) return found;
  throw sourceNotFound(
    name,
    allowed.map((source) => source.name),
  );
}

/** The sources whose tags the person may ask. */
export function allowedSources({ sources, rights }: Pick<Asking, 'sources' | 'rights'>) {
  return sources.list().filter(({ id }) => rights.mayUseSource(id));
}

function choose(name: string | undefined, asking: Asker): readonly Source[] {
  return name === undefined ? allowedSources(asking) : [findSource(name, asking)];
}

function known(source: Source, tag: string): readonly ResolvedTag[] {
  const found = source.connection.findTag?.(tag);
  return found ? [{ tag: found, source }] : [];
}

interface Asked {
  readonly found: ReadonlyMap<string, readonly ResolvedTag[]>;
  /** Sources that gave no answer. */
  readonly silent: readonly Source[];
}

async function askUnindexed(
  missing: readonly string[],
  sources: readonly Source[],
  signal: AbortSignal,
): Promise<Asked> {
  // A name with a wildcard would be read as many tags, and is the name of none.
  const tags = [...new Set(missing)].filter((tag) => !/[*?]/.test(tag));
  const unindexed = sources.filter((source) => source.connection.read && !isIndexed(source));
  const found = new Map<string, ResolvedTag[]>();
  if (tags.length === 0) return { found, silent: [] };
  const silent: Source[] = [];
  await Promise.all(
    unindexed.map(async (source) => {
      try {
        const outcomes = await withTimeLimit(ASK_WITHIN_MS, signal, async (signal) =>
          source.connection.read?.({ tags }, signal),
        );
        for (const [index, outcome] of (outcomes ?? []).entries()) {
          if (!outcome.ok) continue;
          const key = keyOf(tags[index] ?? '');
          found.set(key, [...(found.get(key) ?? []), { tag: outcome.tag, source }]);
        }
      } catch {
        silent.push(source);
      }
    }),
  );
  return { found, silent };
}

/** What can be said of a tag whose source does not answer. */
function unknownTag(name: string, source: Source): TagInfo {
  const remembered = source.lastGood(name)?.tag;
  return {
    name: remembered?.name ?? name,
    description: '',
    unit: remembered?.unit ?? null,
    valueType: 'number',
    step: false,
    displayDigits: remembered?.displayDigits ?? null,
    future: false,
  };
}

function isIndexed({ connection }: Source): boolean {
  return connection.tagIndexStatus?.().complete ?? false;
}

function keyOf(name: string): string {
  return name.trim().toLowerCase();
}
