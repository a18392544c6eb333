import type { Reading, Statistic, SummaryBucket, TagInfo } from '../reading.ts';

const DAY_MS = 86_400_000;

/** A good number at an instant. */
type Point = { readonly ms: number; readonly value: number; readonly timestamp: string };

/** What a bucket's line through its good samples comes to. */
type Integral = {
  readonly goodMs: number;
  readonly area: number;
};

/**
 * Statistics of evenly sampled readings, bucket by bucket, as PI would compute them from the same values: between two
 * good samples the signal is a straight line (for a stepped tag, the first of them), a bad sample is a gap.
 *
 * Total is the value integrated over days, in `unit·d`, the same as a PI Web API source gives; event-weighted, it is the
 * plain sum. Count is the number of good samples.
 *
 * @param readings oldest first
 * @param edgesMs where buckets begin, and last the end of the last one
 */
export function summarise(
  readings: readonly Reading[],
  edgesMs: readonly number[],
  tag: TagInfo,
  statistics: readonly Statistic[],
  weighting: 'time' | 'event',
): readonly SummaryBucket[] {
  const points = readings.map(toPoint);
  return edgesMs.slice(0, -1).map((startMs, index) => {
    const endMs = edgesMs[index + 1] ?? startMs;
    const start = new Date(startMs).toISOString();
    const isLast = index === edgesMs.length - 2;
    const inside = points.filter(
      (point) => point && point.ms >= startMs && (isLast ? point.ms <= endMs : point.ms < endMs),
    ) as readonly Point[];
    const integral = integrate(points, startMs, endMs, tag.step);
    const found = statistics.map((statistic) => [
      statistic,
      statisticOf(statistic, { inside, integral, spanMs: endMs - startMs, start, tag, weighting }),
    ]);
    const end = new Date(endMs).toISOString();
    return { start, end, statistics: Object.fromEntries(found) as SummaryBucket['statistics'] };
  });
}

function toPoint({ value, timestamp }: Reading): Point | undefined {
  return typeof value === 'number' ? { ms: Date.parse(timestamp), value, timestamp } : undefined;
}

/** The area under the line between neighbouring good samples, cut to the bucket. */
function integrate(
  points: readonly (Point | undefined)[],
  startMs: number,
  endMs: number,
  isStep: boolean,
): Integral {
  let goodMs = 0;
  let area = 0;
  for (let i = 1; i < points.length; i += 1) {
    const left = points[i - 1];
    const right = points[i];
    if (!left || !right) continue;
    const fromMs = Math.max(left.ms, startMs);
    const toMs = Math.min(right.ms, endMs);
    if (toMs <= fromMs) continue;
    const slope = isStep ? 0 : (right.value - left.value) / (right.ms - left.ms);
    const a = left.value + slope * (fromMs - left.ms);
    const b = left.value + slope * (toMs - left.ms);
    const spanMs = toMs - fromMs;
    goodMs += spanMs;
    area += ((a + b) / 2) * spanMs;
  }
  return { goodMs, area };
}

function statisticOf(
  statistic: Statistic,
  bucket: {
    readonly inside: readonly Point[];
    readonly integral: Integral;
    readonly spanMs: number;
    readonly start: string;
    readonly tag: TagInfo;
    readonly weighting: 'time' | 'event';
  },
): Reading {
  const { inside, start, tag, weighting } = bucket;
  const extreme = statistic === 'minimum' ? lowest(inside) : highest(inside);
  const hasOwnInstant = statistic === 'minimum' || statistic === 'maximum';
  const value = hasOwnInstant ? extreme?.value : valueOf(statistic, bucket);
  const unit = unitOf(statistic, tag.unit, weighting);
  const timestamp = hasOwnInstant ? (extreme?.timestamp ?? start) : start;
  if (value === undefined || !Number.isFinite(value)) {
    return { value: null, unit, timestamp, quality: 'bad' };
  }
  return { value, unit, timestamp, quality: 'good' };
}

function valueOf(
  statistic: Statistic,
  bucket: {
    readonly inside: readonly Point[];
    readonly integral: Integral;
    readonly spanMs: number;
    readonly weighting: 'time' | 'event';
  },
): number | undefined {
  const { inside, integral, spanMs, weighting } = bucket;
  const isTime = weighting === 'time';
  const sum = inside.reduce((total, { value }) => total + value, 0);
  const mean = isTime ? integral.area / integral.goodMs : sum / inside.length;
  switch (statistic) {
    case 'average':
      return mean;
    case 'total':
      return isTime ? integratedTotal(integral) : plainTotal(inside);
    case 'count':
      return inside.length;
    case 'percentGood':
      return (100 * integral.goodMs) / spanMs;
    case 'minimum':
      return lowest(inside)?.value;
    case 'maximum':
      return highest(inside)?.value;
    case 'range':
      return (highest(inside)?.value ?? NaN) - (lowest(inside)?.value ?? NaN);
    default:
      return undefined;
  }
}

function integratedTotal({ goodMs, area }: Integral): number | undefined {
  return goodMs > 0 ? area / DAY_MS : undefined;
}

function plainTotal(inside: readonly Point[]): number | undefined {
  return inside.length > 0 ? inside.reduce((total, { value }) => total + value, 0) : undefined;
}

function lowest(points: readonly Point[]): Point | undefined {
  return points.reduce<Point | undefined>(
    (low, point) => (low === undefined || point.value < low.value ? point : low),
    undefined,
  );
}

function highest(points: readonly Point[]): Point | undefined {
  return points.reduce<Point | undefined>(
    (high, point) => (high === undefined || point.value > high.value ? point : high),
    undefined,
  );
}

function unitOf(
  statistic: Statistic,
  unit: string | null,
  weighting: 'time' | 'event',
): string | null {
  if (statistic === 'percentGood') return '%';
  if (statistic === 'count') return null;
  if (statistic !== 'total' || weighting === 'event') return unit;
  return unit === null ? 'd' : `${unit}·d`;
}
