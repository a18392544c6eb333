import type {
  AppError,
  Reading,
  Statistic,
  SummaryBucket,
  SummaryOutcome,
  SummaryQuery,
  TagInfo,
} from '#sdk';
import { bucketEdges } from '#sdk/series';
import { outcomesOf } from './outcomes.ts';
import { piNoValue } from './pi-web-api/index.ts';
import type {
  PiSummaries,
  PiSummaryRequest,
  PiSummaryType,
  PiTimedValue,
  PiWebApiClient,
} from './pi-web-api/index.ts';
import type { TagResolver } from './resolve-tags.ts';
import { toReading } from './to-reading.ts';
import { withFreshTags } from './with-fresh-tags.ts';

const TYPES: Readonly<Record<Statistic, PiSummaryType>> = {
  average: 'Average',
  minimum: 'Minimum',
  maximum: 'Maximum',
  range: 'Range',
  total: 'Total',
  count: 'Count',
  percentGood: 'PercentGood',
};

/**
 * The statistics of each tag in each bucket, as PI computes them; one request once the tags are known.
 *
 * `count` is the number of archived values, so it is always asked for event-weighted: PI's time-weighted Count would be
 * seconds of good time. `total` is PI's own number and says so in its unit: a time-weighted Total is the value integrated
 * over days, so 100 t/h for a day is `100 t/h·d` (that is 2,400 t); an event-weighted one is the plain sum.
 */
export async function readSummary(
  client: PiWebApiClient,
  resolver: TagResolver,
  query: SummaryQuery,
  signal: AbortSignal,
): Promise<readonly SummaryOutcome[]> {
  const edgesMs = bucketEdges(query.range, query.bucket, query.timeZone);
  const requests = requestsFor(query);
  const { resolved, parts } = await withFreshTags(resolver, query, signal, ({ webIds }) =>
    client.streamSetSummary(webIds, { edgesMs, requests }, { signal }),
  );
  return outcomesOf(resolved.slots, (place, tag) => toBuckets(parts[place], tag, edgesMs, query));
}

function requestsFor({
  statistics,
  weighting = 'time',
}: SummaryQuery): readonly PiSummaryRequest[] {
  const basis = weighting === 'time' ? 'TimeWeighted' : 'EventWeighted';
  const weighted = statistics.filter((statistic) => statistic !== 'count');
  const requests: PiSummaryRequest[] = [];
  if (weighted.length > 0 && basis === 'TimeWeighted') {
    requests.push({ types: weighted.map((statistic) => TYPES[statistic]), basis });
  }
  if (basis === 'EventWeighted') {
    requests.push({ types: statistics.map((statistic) => TYPES[statistic]), basis });
  } else if (statistics.includes('count')) {
    requests.push({ types: ['Count'], basis: 'EventWeighted' });
  }
  return requests;
}

function toBuckets(
  summaries: PiSummaries | undefined,
  tag: TagInfo,
  edgesMs: readonly number[],
  query: SummaryQuery,
): { readonly buckets: readonly SummaryBucket[] } | AppError {
  if (!summaries) return piNoValue(tag.name);
  if (!summaries.ok) return summaries.error;
  const buckets = summaries.buckets.map((values, index): SummaryBucket => {
    const start = new Date(edgesMs[index] ?? 0).toISOString();
    const end = new Date(edgesMs[index + 1] ?? 0).toISOString();
    const statistics = query.statistics.map((statistic) => [
      statistic,
      toStatistic(statistic, values.get(TYPES[statistic]), tag, start, query.weighting ?? 'time'),
    ]);
    return {
      start,
      end,
      statistics: Object.fromEntries(statistics) as SummaryBucket['statistics'],
    };
  });
  return { buckets };
}

/** Only minimum and maximum have an instant of their own; the others carry the bucket's start. */
function toStatistic(
  statistic: Statistic,
  timed: PiTimedValue | undefined,
  tag: TagInfo,
  start: string,
  weighting: 'time' | 'event',
): Reading {
  const read = timed ? toReading(timed, numeric(tag)) : undefined;
  const hasOwnInstant = statistic === 'minimum' || statistic === 'maximum';
  const unit = statisticUnit(statistic, read?.unit ?? tag.unit, weighting);
  const timestamp = hasOwnInstant && read ? read.timestamp : start;
  if (!read) return { value: null, unit, timestamp, quality: 'bad' };
  return { ...read, unit, timestamp };
}

/** A statistic is a number whatever the tag holds, so a state in its place is a bad one. */
function numeric(tag: TagInfo): TagInfo {
  return { ...tag, valueType: 'number' };
}

function statisticUnit(
  statistic: Statistic,
  unit: string | null,
  weighting: 'time' | 'event',
): string | null {
  if (statistic === 'percentGood') return '%';
  if (statistic === 'count') return null;
  if (statistic !== 'total' || weighting === 'event') return unit;
  return unit === null ? 'd' : `${unit}·d`;
}
