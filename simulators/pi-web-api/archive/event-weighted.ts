import type { Stream } from './interpolate.ts';
import type { CalculationBasis } from './model.ts';
import { deviations, trackExtremes } from './statistics.ts';
import type { Statistics } from './statistics.ts';
import type { SummaryInterval } from './summary-intervals.ts';

/** Which of the events exactly on an interval's edges belong to it. */
export type EdgeRule = { readonly takesLow: boolean; readonly takesHigh: boolean };

/**
 * The vendor's edge rules: one interval takes both edges, several take the start in ascending and the end in descending
 * order, unless the basis says which (topic "Calculation Basis").
 */
export function edgeRule(
  basis: CalculationBasis,
  intervals: number,
  isDescending: boolean,
): EdgeRule {
  switch (basis) {
    case 'EventWeightedIncludeBothEnds':
      return { takesLow: true, takesHigh: true };
    case 'EventWeightedExcludeMostRecentEvent':
      return { takesLow: true, takesHigh: false };
    case 'EventWeightedExcludeEarliestEvent':
      return { takesLow: false, takesHigh: true };
    case 'EventWeighted':
    case 'TimeWeighted':
    case 'TimeWeightedContinuous':
    case 'TimeWeightedDiscrete':
      if (intervals === 1) return { takesLow: true, takesHigh: true };
      return { takesLow: !isDescending, takesHigh: isDescending };
    default:
      return basis satisfies never;
  }
}

/** Event-weighted statistics of an interval: every good event counts once, Total is their plain sum. */
export function weighByEvent(
  stream: Stream,
  { low, high }: SummaryInterval,
  edges: EdgeRule,
): Statistics {
  const extremes = trackExtremes();
  let events = 0;
  let good = 0;
  let numbers = 0;
  let sum = 0;
  let pivot: number | undefined;
  let sumOfDifferences = 0;
  let sumOfSquares = 0;
  stream.source.each(low, high, (event) => {
    if ((event.at === low && !edges.takesLow) || (event.at === high && !edges.takesHigh)) return;
    events += 1;
    if (!event.good) return;
    good += 1;
    if (typeof event.value !== 'number') return;
    numbers += 1;
    extremes.add(event.value, event.at);
    sum += event.value;
    pivot ??= event.value;
    sumOfDifferences += event.value - pivot;
    sumOfSquares += (event.value - pivot) ** 2;
  });
  const spread = deviations(sumOfDifferences, sumOfSquares, numbers, numbers);
  return {
    total: numbers > 0 ? sum : undefined,
    average: numbers > 0 ? sum / numbers : undefined,
    minimum: extremes.minimum(),
    maximum: extremes.maximum(),
    standardDeviation: spread?.sample,
    populationStandardDeviation: spread?.population,
    count: good,
    percentGood: events > 0 ? (100 * good) / events : 0,
    hasEvents: events > 0,
  };
}
