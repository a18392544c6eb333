import type { Reading, SummaryBucket, TagInfo } from '#sdk';
import type { SummaryAnswer } from '../../triggers/index.ts';
import { noTotal } from '../ai.errors.ts';
import { totalUnit } from './total-unit.ts';

/** Sources give a time-weighted total as the value integrated over days, and say so in its unit. */
const OVER_DAYS = '·d';

/**
 * Statistics whose totals are in the unit people mean: MWh of MW, t of t/h. The numbers are the source's own,
 * multiplied by how many hours, minutes or seconds a day has.
 *
 * @throws AppError `ai.no_total` for a tag whose unit is no rate
 */
export function withTotals(answer: SummaryAnswer): SummaryAnswer {
  const outcomes = answer.outcomes.map((outcome) =>
    outcome.ok
      ? { ...outcome, buckets: outcome.buckets.map((one) => withTotal(one, outcome.tag)) }
      : outcome,
  );
  return { ...answer, outcomes };
}

function withTotal(bucket: SummaryBucket, tag: TagInfo): SummaryBucket {
  const { total } = bucket.statistics;
  if (!total) return bucket;
  return { ...bucket, statistics: { ...bucket.statistics, total: toAmount(total, tag) } };
}

function toAmount(total: Reading, tag: TagInfo): Reading {
  const { unit } = total;
  const rate = unit?.endsWith(OVER_DAYS) ? unit.slice(0, -OVER_DAYS.length) : undefined;
  const amount = totalUnit(rate ?? null);
  if (!amount) throw noTotal(tag.name, rate ?? tag.unit);
  const value = typeof total.value === 'number' ? total.value * amount.perDay : total.value;
  return { ...total, value, unit: amount.unit };
}
