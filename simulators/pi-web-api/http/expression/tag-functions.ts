import type { CalculationBasis, RetrievalMode, SummaryType } from '../../archive/model.ts';
import { streamAt, timeAt } from './arguments.ts';
import { CALC_FAILED, fromTimedValue, type ExpressionValue } from './expression-value.ts';
import type { ExpressionFunction } from './expression-functions.ts';

/** Functions that read a tag's history or configuration. Times left out mean the evaluation's own instant. */
export const TAG_FUNCTIONS: Readonly<Record<string, ExpressionFunction>> = {
  tagval: {
    kinds: ['tag', 'time'],
    required: 1,
    call: (given, { at }) =>
      fromTimedValue(streamAt(given, 0).archive.valueAt(timeAt(given, 1, at))),
  },
  tagavg: summary('Average', 'TimeWeighted'),
  tagmean: summary('Average', 'EventWeighted'),
  tagmin: summary('Minimum', 'TimeWeighted'),
  tagmax: summary('Maximum', 'TimeWeighted'),
  tagtot: summary('Total', 'TimeWeighted'),
  range: summary('Range', 'TimeWeighted'),
  stdev: summary('StdDev', 'TimeWeighted'),
  eventcount: summary('Count', 'EventWeighted'),
  pctgood: summary('PercentGood', 'TimeWeighted'),
  prevval: neighbour('Before', 'value'),
  nextval: neighbour('After', 'value'),
  prevevent: neighbour('Before', 'time'),
  nextevent: neighbour('After', 'time'),
  tagname: configuration(({ name }) => name),
  tagdesc: configuration(({ descriptor }) => descriptor),
  tageu: configuration(({ engineeringUnits }) => engineeringUnits),
  tagzero: configuration(({ zero }) => zero),
  tagspan: configuration(({ span }) => span),
};

function summary(type: SummaryType, basis: CalculationBasis): ExpressionFunction {
  return {
    kinds: ['tag', 'time', 'time'],
    required: 2,
    call: (given, { at, timeZone }) => {
      const start = timeAt(given, 1, at);
      const end = timeAt(given, 2, at);
      const { archive } = streamAt(given, 0);
      const [first] = archive.summary({ start, end, types: [type], basis, timeZone });
      return first ? fromTimedValue(first.value) : CALC_FAILED;
    },
  };
}

function neighbour(mode: RetrievalMode, wanted: 'value' | 'time'): ExpressionFunction {
  return {
    kinds: ['tag', 'time'],
    required: 1,
    call: (given, context) => {
      const at = timeAt(given, 1, context.at);
      const found = streamAt(given, 0).archive.recordedAt(at, mode);
      if (!found) return CALC_FAILED;
      return wanted === 'time' ? { at: found.at } : fromTimedValue(found);
    },
  };
}

function configuration(
  read: (stream: ReturnType<typeof streamAt>) => ExpressionValue,
): ExpressionFunction {
  return { kinds: ['tag'], required: 1, call: (given) => read(streamAt(given, 0)) };
}
