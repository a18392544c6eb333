import type { SummaryBucket, SummaryOutcome, SummaryQuery } from '#sdk';
import { bucketEdges, summariseRecorded } from '#sdk/series';
import { forEachTag } from './for-each-tag.ts';
import { mapLimited } from './map-limited.ts';
import { notNumeric, tooManyValues } from './opc-ua.errors.ts';
import type { OpcUaTag } from './opc-ua-tag.ts';
import type { OpenSession } from './open-session.ts';
import { readFirstAfter, readHeld, readNewest } from './read-raw.ts';
import type { SourceParts } from './source-parts.ts';
import { ofTag } from './of-tag.ts';

/** Of all tags together: they are held in memory while they are summed up. */
const MAX_VALUES = 500_000;

/** The statistics of each tag in each bucket, worked out here from the recorded values. Those of a part are refused. */
export async function readSummary(
  { keeper, book, config, clock }: SourceParts,
  query: SummaryQuery,
  signal: AbortSignal,
): Promise<readonly SummaryOutcome[]> {
  const edgesMs = bucketEdges(query.range, query.bucket, query.timeZone);
  const startMs = edgesMs[0] ?? 0;
  const endMs = edgesMs.at(-1) ?? 0;
  const now = clock();

  async function summariseOne(
    open: OpenSession,
    tag: OpcUaTag,
    most: number,
  ): Promise<{ readonly buckets: readonly SummaryBucket[] }> {
    if (tag.tag.valueType !== 'number') throw notNumeric(tag.tag.name);
    const { readings, isTruncated } = await readNewest(open, tag, { startMs, endMs, most }, now);
    if (isTruncated) throw tooManyValues(tag.tag.name, most);
    const before = await readHeld(open, tag, startMs - 1, now);
    const after = await readFirstAfter(open, tag, endMs, now);
    const buckets = summariseRecorded({
      readings: [...(before ? [before] : []), ...readings, ...(after ? [after] : [])],
      edgesMs,
      tag: tag.tag,
      statistics: query.statistics,
      weighting: query.weighting ?? 'time',
      nowMs: now.getTime(),
    });
    return { buckets };
  }

  return await forEachTag(book, query, signal, (tags) => {
    const most = Math.min(config.maxValuesPerTag, Math.ceil(MAX_VALUES / tags.length));
    return keeper.ask(
      (open) =>
        mapLimited(
          tags,
          config.maxConcurrentRequests,
          (tag) => ofTag(() => summariseOne(open, tag, most)),
          signal,
        ),
      signal,
    );
  });
}
