import type { Reading, TagInfo } from '#sdk';
import { tagsBySource, type ResolvedTag } from './resolve-tags.ts';
import type { ToolAsking } from './tool.ts';

/** As for a present value: PI sends one every ten minutes at least, so an hour of silence is no compression. */
const SILENT_MS = 3_600_000;

/**
 * Since when tags that move continuously have had no new value, where that is long before `endMs`. A source goes on with
 * the last value it has, so a number of the time after it was never measured. Never throws: what is not known is no news.
 */
export async function silentSince(
  resolved: readonly ResolvedTag[],
  endMs: number,
  { signal }: Pick<ToolAsking, 'signal'>,
): Promise<(tag: ResolvedTag) => string | undefined> {
  const since = new Map<string, string>();
  await Promise.all(
    tagsBySource(resolved).map(async ([source, tags]) => {
      const outcomes = await source.connection.read?.({ tags }, signal).catch(() => []);
      for (const outcome of outcomes ?? []) {
        if (!outcome.ok || !isSilent(outcome.tag, outcome.reading, endMs)) continue;
        since.set(keyOf({ source, tag: outcome.tag }), outcome.reading.timestamp);
      }
    }),
  );
  return (tag) => since.get(keyOf(tag));
}

/**
 * Steps and states hold until the next value, however long that takes; a forecast's newest value is none of its last.
 * What PI stamps with 1970 has no time.
 */
function isSilent(tag: TagInfo, newest: Reading, endMs: number): boolean {
  const isAnalog =
    tag.valueType === 'number' && !tag.step && !tag.future && newest.state === undefined;
  const newestMs = Date.parse(newest.timestamp);
  return isAnalog && newest.quality !== 'bad' && newestMs > 0 && endMs - newestMs > SILENT_MS;
}

function keyOf({ source, tag }: ResolvedTag): string {
  return `${source.id}\n${tag.name.toLowerCase()}`;
}
