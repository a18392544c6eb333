import type { Statistic, TimeRange } from '#sdk';
import { type Answer, parseBucket } from '../../triggers/index.ts';
import { noTotal } from '../ai.errors.ts';
import { askTags } from './ask-tags.ts';
import type { ResolvedTag } from './resolve-tags.ts';
import { silentSince } from './silent-since.ts';
import type { ToolAsking } from './tool.ts';
import { totalUnit } from './total-unit.ts';
import { withTotals } from './with-totals.ts';

/**
 * Time-weighted statistics of tags over a range, computed by their sources, totals in the unit people mean. How much of
 * the time they are of is always asked along.
 *
 * @throws AppError `ai.no_total` for a total of what is no rate
 */
export async function askStatistics(
  resolved: readonly ResolvedTag[],
  asked: {
    readonly statistics: readonly Statistic[];
    readonly range: TimeRange;
    readonly bucket?: string | undefined;
  },
  asking: ToolAsking,
): Promise<{
  readonly answers: readonly Answer[];
  /** Since when a tag has had no new value, where that is long before the end of the range. */
  silentSince(tag: ResolvedTag): string | undefined;
}> {
  const { range } = asked;
  const statistics = [...new Set(asked.statistics)];
  const bucket = asked.bucket === undefined ? undefined : parseBucket(asked.bucket);
  // Refused before anything is asked, where the tag's own unit tells already.
  for (const { tag } of resolved) {
    const isKnown = tag.unit !== null && statistics.includes('total');
    if (isKnown && !totalUnit(tag.unit)) throw noTotal(tag.name, tag.unit);
  }
  const since = silentSince(resolved, Date.parse(range.end), asking);
  const answers = await askTags(
    resolved,
    (selection) => ({
      type: 'summary',
      ...selection,
      statistics: [...new Set([...statistics, 'percentGood' as const])],
      range: '24h',
      weighting: 'time',
      ...(bucket !== undefined && { bucket }),
    }),
    { range },
    asking,
  );
  return {
    answers: answers.map((answer) =>
      answer.kind === 'summary' ? { ...withTotals(answer), statistics, tellsShare: true } : answer,
    ),
    silentSince: await since,
  };
}
