import type { Source } from '../data-sources/index.ts';
import { splitTagAndRange, type TagAndRange } from '../grammar/index.ts';
import { withTimeLimit } from '../lib/with-time-limit.ts';
import type { Asking } from '../access/index.ts';
import { awaitTagIndex } from './await-tag-index.ts';

export interface FoundTag extends TagAndRange {
  /** Every source that has a tag of this name and that the person may use. */
  readonly sources: readonly Source[];
  /** Whether only sources the person may not use have it. */
  readonly isForbidden: boolean;
}

/** PI's names have no shape of their own (`SINUSOID`), but a sentence has many words and ends like one. */
const LOOKS_LIKE_A_TAG = /[\d_.:/|\\#%()-]|^[^ ]+$/;
/** One word joined by what joins the parts of a tag's name and hardly those of a sentence. */
const IS_SURELY_A_TAG = /^[^ ]*[\p{L}\p{N}][_.:|\\]+[\p{L}\p{N}][^ ]*$/u;
/** A source that is slow to say whether it has a tag must not use up the time of the answer. */
const ASK_WITHIN_MS = 2_000;
/** A source that could not say is not asked again at every message. */
const ASK_AGAIN_MS = 30_000;
/** Sources that could not say, and until when (on the clock of `performance.now()`) they are left alone. */
const SILENT_UNTIL = new WeakMap<Source['identity'], number>();

/**
 * The tag a text names, by its exact name in any case, perhaps with a range or count after it.
 *
 * Looks into the sources' indexes in memory. Those the person may use and whose index is not complete yet are asked,
 * all at once and for a moment, if the text looks like a tag. Nothing is asked of a source the person may not use.
 * Where no index is complete and a source does not even say whether it has what is surely a tag, the tag is taken to
 * be that source's, so that asking it tells what is wrong with it.
 */
export async function findTag(text: string, question: Asking): Promise<FoundTag | undefined> {
  const { now, timeZone, sources, rights } = question;
  const all = sources.list();
  const allowed = all.filter(({ id }) => rights.mayUseSource(id));
  const forbidden = all.filter((source) => !allowed.includes(source));
  // No name of a tag ends with a question mark, which is a wildcard.
  const asked = text.replace(/ ?\?+$/, '');
  const ways = splitTagAndRange(asked, { now, timeZone });
  const ahead = splitTagAndRange(asked, { now, timeZone, allowFuture: true });
  // Only the index tells which tags hold forecasts, so a range into the future is worth waiting a moment for it.
  if (ahead.some((way) => reachesAhead(way, ways))) await awaitTagIndex(question);
  const forecast = findForecast(ahead, allowed);
  if (forecast) return forecast;
  const { having, silent } = await askUnindexed(ways, allowed, question.signal);
  for (const way of ways) {
    const found = allowed.filter((source) => knows(source, way.tag) || having(source, way.tag));
    if (found.length > 0) return { ...way, sources: found, isForbidden: false };
    if (forbidden.some((source) => knows(source, way.tag))) {
      return { ...way, sources: [], isForbidden: true };
    }
  }
  const surely = ways.find(({ tag }) => IS_SURELY_A_TAG.test(tag));
  const [first] = allowed.some(isIndexed) ? [] : silent;
  return surely && first && { ...surely, sources: [first], isForbidden: false };
}

/** Whether a way to read the text is another, or none, when the future is cut off. */
function reachesAhead(way: TagAndRange, ways: readonly TagAndRange[]): boolean {
  const cut = ways.find(({ tag }) => tag === way.tag);
  return cut?.arguments.range?.end !== way.arguments.range?.end;
}

/** A tag that holds forecasts, with a range that may reach into the future; undefined for any other. */
function findForecast(
  ahead: readonly TagAndRange[],
  allowed: readonly Source[],
): FoundTag | undefined {
  for (const way of ahead) {
    const found = allowed.filter(({ connection }) => connection.findTag?.(way.tag)?.future);
    if (found.length > 0) return { ...way, sources: found, isForbidden: false };
  }
  return undefined;
}

interface Asked {
  having(source: Source, tag: string): boolean;
  /** Sources that gave no answer. */
  readonly silent: readonly Source[];
}

const NOBODY: Asked = { having: () => false, silent: [] };

async function askUnindexed(
  ways: readonly TagAndRange[],
  allowed: readonly Source[],
  signal: AbortSignal,
): Promise<Asked> {
  const unindexed = allowed.filter((source) => source.connection.read && !isIndexed(source));
  const tags = ways
    .map(({ tag }) => tag)
    .filter((tag) => LOOKS_LIKE_A_TAG.test(tag) && !/[*?]/.test(tag));
  if (unindexed.length === 0 || tags.length === 0) return NOBODY;
  const isKnown = allowed.some((source) => tags.some((tag) => knows(source, tag)));
  const answers = new Map(
    await Promise.all(
      unindexed.map(async (source) => {
        const isLeftAlone = (SILENT_UNTIL.get(source.identity) ?? 0) > performance.now();
        // Where somebody is known to have it, nobody waits for a source that is known to fail.
        if (isLeftAlone || (isKnown && source.failingSince())) return [source, undefined] as const;
        return [source, await tagsOf(source, tags, signal)] as const;
      }),
    ),
  );
  return {
    having: (source, tag) => answers.get(source)?.has(tag) ?? false,
    silent: unindexed.filter((source) => answers.get(source) === undefined),
  };
}

/** Those of the tags that a source has; undefined when it does not say. */
async function tagsOf(
  source: Source,
  tags: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlySet<string> | undefined> {
  try {
    const outcomes = await withTimeLimit(ASK_WITHIN_MS, signal, async (signal) =>
      source.connection.read?.({ tags }, signal),
    );
    return new Set(tags.filter((_tag, index) => outcomes?.[index]?.ok));
  } catch {
    SILENT_UNTIL.set(source.identity, performance.now() + ASK_AGAIN_MS);
    return undefined;
  }
}

function knows({ connection }: Source, tag: string): boolean {
  return connection.findTag?.(tag) !== undefined;
}

function isIndexed({ connection }: Source): boolean {
  return connection.tagIndexStatus?.().complete ?? false;
}
