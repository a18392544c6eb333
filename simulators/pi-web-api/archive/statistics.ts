import type { Instant } from '../time/instant.ts';

/** What one interval's data amount to. Undefined where nothing good supports it. */
export type Statistics = {
  readonly total: number | undefined;
  readonly average: number | undefined;
  readonly minimum: Extreme | undefined;
  readonly maximum: Extreme | undefined;
  readonly standardDeviation: number | undefined;
  readonly populationStandardDeviation: number | undefined;
  /** Good events (event-weighted) or seconds of good time (time-weighted). */
  readonly count: number;
  readonly percentGood: number;
  /** Something was there at all, good or bad. */
  readonly hasEvents: boolean;
};

export type Extreme = { readonly value: number; readonly at: Instant };

/** Keeps the smallest and greatest number and when each was first reached. */
export function trackExtremes() {
  let minimum: Extreme | undefined;
  let maximum: Extreme | undefined;
  return {
    add(value: number, at: Instant): void {
      if (minimum === undefined || value < minimum.value) minimum = { value, at };
      if (maximum === undefined || value > maximum.value) maximum = { value, at };
    },
    minimum: () => minimum,
    maximum: () => maximum,
  };
}

/**
 * Population and sample deviation from sums of differences to a pivot (which keeps close values from cancelling out).
 * `weight` is what the sums were weighted by; `samples` how many values the sample correction n/(n-1) counts.
 */
export function deviations(
  sumOfDifferences: number,
  sumOfSquares: number,
  weight: number,
  samples: number,
): { population: number; sample: number } | undefined {
  if (samples < 2 || weight <= 0) return undefined;
  const mean = sumOfDifferences / weight;
  const variance = Math.max(0, sumOfSquares / weight - mean * mean);
  const population = Math.sqrt(variance);
  return { population, sample: Math.sqrt((variance * samples) / (samples - 1)) };
}
