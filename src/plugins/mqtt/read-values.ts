import type { Reading, ReadQuery, ValueOutcome } from '#sdk';
import { interpolate } from '#sdk/series';
import { resolveTags } from './resolve-tags.ts';
import type { SourceParts } from './source-parts.ts';
import { presentReading } from './tag-store.ts';
import type { StoredTag } from './tag-store.ts';

/** The newest value of each tag, from memory. Without a connection nobody vouches for any of them: they are stale. */
export async function readValues(
  parts: SourceParts,
  query: ReadQuery,
  signal: AbortSignal,
): Promise<readonly ValueOutcome[]> {
  const slots = await resolveTags(parts, query, signal);
  const now = parts.clock();
  return slots.map((slot): ValueOutcome => {
    if (!slot.ok) return slot;
    const { found } = slot;
    const reading = readingOf(parts, found, now);
    const earlier =
      query.compareMs === undefined ? undefined : keptAt(found, now.getTime() - query.compareMs);
    return { ok: true, tag: found.info, reading, ...(earlier && { earlier }) };
  });
}

/** The reading as it is to be told now. */
export function readingOf({ connection }: SourceParts, found: StoredTag, now: Date): Reading {
  const held = connection.isUp() ? found : { ...found, isStale: true };
  return presentReading(held, now, connection.confirmedSinceMs());
}

/** What the tag was at an instant, where values are kept for so long. */
function keptAt({ kept, info }: StoredTag, ms: number): Reading | undefined {
  const isKnown = Date.parse(kept[0]?.timestamp ?? '') <= ms;
  return isKnown ? interpolate(kept, [ms], info)[0] : undefined;
}
