import { LRUCache } from 'lru-cache';
import type { ValueOutcome } from '#sdk';
import type { Source } from '../data-sources/index.ts';
import { withTimeLimit } from '../lib/with-time-limit.ts';

const DAY_MS = 86_400_000;
/** A value older than this says nothing of the present. */
const LOOK_BACK_MS = 30 * DAY_MS;
/** The newest values among which a good one is looked for: a few bad states may follow each other. */
const LOOK_AMONG = 20;
/** The answer is there already; this only adds to it. */
const LOOK_FOR_MS = 1_500;
/** A tag that has no good value is not looked for at every question. */
const LOOKED_FOR_MS = 5 * 60_000;
const LOOKED_FOR_MAX = 5_000;

const lookedFor = new WeakMap<Source['identity'], LRUCache<string, true>>();

/**
 * Looks in the past of tags whose value is bad for the last good one, where none is remembered. It is found by
 * `source.lastGood` afterwards. Never throws: without it, the answer just does not tell it.
 */
export async function findLastGood(
  source: Source,
  outcomes: readonly ValueOutcome[],
  { now, signal }: { readonly now: Date; readonly signal: AbortSignal },
): Promise<void> {
  const { history } = source.connection;
  const already = lookedForIn(source);
  const tags = outcomes.flatMap((outcome) => {
    if (!outcome.ok || outcome.reading.quality !== 'bad') return [];
    const { name } = outcome.tag;
    return source.lastGood(name) || already.has(name) ? [] : [name];
  });
  if (!history || tags.length === 0) return;
  for (const tag of tags) already.set(tag, true);
  const range = {
    start: new Date(now.getTime() - LOOK_BACK_MS).toISOString(),
    end: now.toISOString(),
  };
  // The source notes the newest good value of whatever is read through it.
  await withTimeLimit(LOOK_FOR_MS, signal, (signal) =>
    history({ tags, range, mode: 'recorded', last: LOOK_AMONG }, signal),
  ).catch(() => {});
}

function lookedForIn({ identity }: Source): LRUCache<string, true> {
  const known = lookedFor.get(identity);
  if (known) return known;
  const made = new LRUCache<string, true>({ max: LOOKED_FOR_MAX, ttl: LOOKED_FOR_MS });
  lookedFor.set(identity, made);
  return made;
}
