import type { Source } from '../../data-sources/index.ts';
import { splitTagAndRange, type TagAndRange } from '../grammar/index.ts';
import type { Question } from '../question.ts';

export interface FoundTag extends TagAndRange {
  /** Every source that has a tag of this name and that the person may use. */
  readonly sources: readonly Source[];
  /** Whether only sources the person may not use have it. */
  readonly isForbidden: boolean;
}

/** PI's names have no shape of their own, but a sentence has many words and ends like one. */
const LOOKS_LIKE_A_TAG = /[\d_.:/|\\#%()-]/;

/**
 * The tag a text names, by its exact name in any case, perhaps with a range or count after it.
 * Looks into the sources' indexes in memory; a source that has none yet is asked, if the text looks like a tag.
 */
export async function findTag(text: string, question: Question): Promise<FoundTag | undefined> {
  const { now, timeZone, sources, rights } = question;
  for (const way of splitTagAndRange(text, { now, timeZone })) {
    const having: Source[] = [];
    for (const source of sources.list()) {
      if (await hasTag(source, way.tag, question.signal)) having.push(source);
    }
    if (having.length === 0) continue;
    const allowed = having.filter((source) => rights.mayUseSource(source.id));
    return { ...way, sources: allowed, isForbidden: allowed.length === 0 };
  }
  return undefined;
}

async function hasTag(source: Source, tag: string, signal: AbortSignal): Promise<boolean> {
  const { findTag, tagIndexStatus, read } = source.connection;
  if (findTag?.(tag)) return true;
  const isIndexed = tagIndexStatus?.().complete ?? false;
  if (isIndexed || !read || !LOOKS_LIKE_A_TAG.test(tag)) return false;
  if (tag.includes('*') || tag.includes('?')) return false;
  const [outcome] = await read({ tags: [tag] }, signal).catch(() => []);
  return outcome?.ok ?? false;
}
