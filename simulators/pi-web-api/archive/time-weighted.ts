import { TICKS_PER_DAY, TICKS_PER_SECOND } from '../time/instant.ts';
import { isLinear, onLine } from './interpolate.ts';
import type { Stream } from './interpolate.ts';
import type { TimedValue } from './model.ts';
import { deviations, trackExtremes } from './statistics.ts';
import type { Statistics } from './statistics.ts';
import type { SummaryInterval } from './summary-intervals.ts';

/**
 * Time-weighted statistics of an interval: every value counts by how long it applied, lines between good numbers unless
 * the stream is stepped. Total is the integral of value × days, as PI reports it. Bad stretches count for nothing, and
 * what lies ahead of now is not there yet (but for Future points).
 *
 * The vendor does not say how the sample deviation is corrected when weighting by time; here n is the number of values
 * the interval was computed from.
 */
export function weighByTime(stream: Stream, interval: SummaryInterval): Statistics {
  const { source, shape } = stream;
  const { low } = interval;
  const high =
    shape.future || stream.isStatic ? interval.high : Math.min(interval.high, stream.now());
  const length = interval.high - low;
  const extremes = trackExtremes();
  let goodTicks = 0;
  let integral = 0;
  let pivot: number | undefined;
  let sumOfDifferences = 0;
  let sumOfSquares = 0;
  let samples = 0;
  let hasEvents = false;
  let isNumeric = true;

  const addStretch = (previous: TimedValue, next: TimedValue | undefined, to: number): void => {
    hasEvents = true;
    const from = Math.max(previous.at, low);
    const ticks = to - from;
    if (!previous.good || ticks < 0 || (ticks === 0 && length > 0)) return;
    goodTicks += ticks;
    if (typeof previous.value !== 'number') {
      isNumeric = false;
      return;
    }
    const linear = isLinear(previous, next, shape.step);
    const a = linear ? onLine(previous, next, from) : previous.value;
    const b = linear ? onLine(previous, next, to) : a;
    extremes.add(a, from);
    if (linear) extremes.add(b, to);
    pivot ??= a;
    const da = a - pivot;
    const db = b - pivot;
    integral += a === b ? a * ticks : ((a + b) / 2) * ticks;
    sumOfDifferences += ((da + db) / 2) * ticks;
    sumOfSquares += ((da * da + da * db + db * db) / 3) * ticks;
    samples += 1;
  };

  if (high >= low) {
    let previous = source.before(low, true);
    source.each(low, high, (event) => {
      if (event.at <= low) previous = event;
      else {
        if (previous !== undefined) addStretch(previous, event, event.at);
        previous = event;
      }
    });
    if (previous !== undefined) {
      const next = shape.step ? undefined : source.after(high, false);
      const isPastForecast =
        shape.future && next === undefined && source.after(high, false) === undefined;
      if (!isPastForecast) addStretch(previous, next, high);
      else hasEvents = true;
    }
  }

  const hasNumbers = isNumeric && samples > 0;
  // One line has two ends, so n values make n - 1 stretches.
  const spread = hasNumbers
    ? deviations(sumOfDifferences, sumOfSquares, goodTicks, samples + 1)
    : undefined;
  const instantValue = length === 0 ? pivot : undefined;
  return {
    total: hasNumbers ? integral / TICKS_PER_DAY : undefined,
    average: hasNumbers ? (instantValue ?? integral / goodTicks) : undefined,
    minimum: hasNumbers ? extremes.minimum() : undefined,
    maximum: hasNumbers ? extremes.maximum() : undefined,
    standardDeviation: spread?.sample,
    populationStandardDeviation: spread?.population,
    count: goodTicks / TICKS_PER_SECOND,
    percentGood: length > 0 ? (100 * goodTicks) / length : samples > 0 ? 100 : 0,
    hasEvents,
  };
}
