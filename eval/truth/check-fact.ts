import type { PlantClient } from '../plant/plant-client.ts';
import type { Fact } from './reply.ts';

const SUMMARY_TYPES: Readonly<Record<string, string>> = {
  average: 'Average',
  minimum: 'Minimum',
  maximum: 'Maximum',
  range: 'Range',
  total: 'Total',
  count: 'Count',
  percentGood: 'PercentGood',
};
/** PI's total is in the point's unit times days; what that is in the unit people count in. */
const TOTALS: Readonly<Record<string, { readonly unit: string; readonly factor: number }>> = {
  MW: { unit: 'MWh', factor: 24 },
  MVAr: { unit: 'MVArh', factor: 24 },
  kW: { unit: 'kWh', factor: 24 },
  't/h': { unit: 't', factor: 24 },
  A: { unit: 'Ah', factor: 24 },
};
const TOLERANCE = 1e-6;

/** The unit and the factor of a total over PI's own; none where a total of it makes no sense. */
export function totalOf(unit: string | null) {
  return unit === null ? undefined : TOTALS[unit];
}

export function isClose(said: unknown, true_: unknown, tolerance = TOLERANCE): boolean {
  if (typeof said !== 'number' || typeof true_ !== 'number') return said === true_;
  return Math.abs(said - true_) <= tolerance * Math.max(Math.abs(true_), 1e-3);
}

/**
 * Whether the plant itself says so of that tag, instant and range: undefined when it does, otherwise what is wrong.
 * A duration, and a count that is not of recorded values, is true of a condition only: `unknown`.
 */
export async function checkFact(plant: PlantClient, fact: Fact): Promise<string | undefined> {
  if (fact.kind === 'duration') return 'unknown';
  const point = await plant.findPoint(fact.tag);
  if (!point) return fact.kind === 'count' ? 'unknown' : `there is no tag ${fact.tag}`;
  if (fact.kind === 'value') return await checkValue();
  const { start, end } = fact;
  const type = SUMMARY_TYPES[fact.kind];
  if (start === undefined || end === undefined || type === undefined) {
    return fact.kind === 'count' ? 'unknown' : `a ${fact.kind} without a range`;
  }
  const raw = await plant.summary(fact.tag, type, start, end);
  const total = fact.kind === 'total' ? totalOf(point.unit) : undefined;
  const isShare = fact.kind === 'count' || fact.kind === 'percentGood';
  const unit = total?.unit ?? point.unit;
  const value = typeof raw.value === 'number' ? raw.value * (total?.factor ?? 1) : raw.value;
  const isTrue = raw.isGood ? isClose(fact.value, value) : fact.value === null;
  if (isTrue && (isShare || fact.unit === unit)) return undefined;
  if (fact.kind === 'count') return 'unknown';
  return `${fact.kind} of ${fact.tag} from ${start} to ${end} is ${raw.isGood ? value : 'bad'} ${unit}, not ${fact.value} ${fact.unit}`;

  async function checkValue(): Promise<string | undefined> {
    const at = Date.parse(fact.timestamp);
    // An instant may be cut to milliseconds, and then lie just before the event it is of.
    const values = [
      await plant.valueAt(fact.tag, fact.timestamp),
      await plant.valueAt(fact.tag, at + 1),
    ];
    const isTrue = values.some(({ value, isGood }) =>
      isGood ? isClose(fact.value, value) : fact.value === null,
    );
    if (isTrue && fact.unit === point?.unit) return undefined;
    const [true_] = values;
    return `${fact.tag} at ${fact.timestamp} is ${true_?.isGood ? true_.value : 'bad'} ${point?.unit}, not ${fact.value} ${fact.unit}`;
  }
}
