import type { AppError, Reading, ReadQuery, ValueOutcome } from '#sdk';
import { interpolate } from '#sdk/series';
import { forEachTag } from './for-each-tag.ts';
import { mapLimited } from './map-limited.ts';
import type { OpcUaTag } from './opc-ua-tag.ts';
import type { OpenSession } from './open-session.ts';
import { readAround } from './read-raw.ts';
import { ATTRIBUTE, readAttributes } from './read-attributes.ts';
import type { SourceParts } from './source-parts.ts';
import { toReading } from './to-reading.ts';

type Part = { readonly reading: Reading; readonly earlier?: Reading };

/** The present value of each tag, and on request what it was some time ago, where the server keeps history. */
export async function readValues(
  { keeper, book, config, clock }: SourceParts,
  query: ReadQuery,
  signal: AbortSignal,
): Promise<readonly ValueOutcome[]> {
  const { maxConcurrentRequests: atOnce } = config;

  async function present(open: OpenSession, tags: readonly OpcUaTag[]) {
    const wanted = tags.map(({ nodeId }) => ({ nodeId, attributeId: ATTRIBUTE.value }));
    const values = await readAttributes(open, wanted, atOnce);
    const now = clock();
    return tags.map((tag, place): Reading | AppError => {
      const value = values[place];
      if (!value) throw new Error('The server answered fewer values than were asked');
      return toReading(value, tag, now);
    });
  }

  /** It only adds to the answer, so without history there is none. */
  async function earlier(open: OpenSession, tag: OpcUaTag, ms: number) {
    const around = await readAround(open, tag, ms, clock()).catch(() => []);
    const [reading] = interpolate(around, [ms], tag.tag);
    return around.length > 0 ? reading : undefined;
  }

  return await forEachTag(book, query, signal, (tags) =>
    keeper.ask(async (open) => {
      const readings = await present(open, tags);
      if (query.compareMs === undefined) {
        return readings.map((reading): Part | AppError =>
          reading instanceof Error ? reading : { reading },
        );
      }
      const atMs = clock().getTime() - query.compareMs;
      const before = await mapLimited(tags, atOnce, (tag) => earlier(open, tag, atMs));
      return readings.map((reading, place): Part | AppError => {
        if (reading instanceof Error) return reading;
        const earlier = before[place];
        return earlier ? { reading, earlier } : { reading };
      });
    }, signal),
  );
}
