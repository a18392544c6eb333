export { bucketEdges } from './bucket-edges.ts';
export { interpolate } from './interpolate.ts';
export { localTimeReader } from './local-time.ts';
export { parsePiTime } from './pi-time.ts';
export { reduceForPlot } from './reduce-for-plot.ts';
export { type StateEntry, type StateHistory, stateHistory } from './state-history.ts';
export { summariseRecorded } from './summarise-recorded.ts';
export { summarise } from './summarise.ts';
export {
  type ConditionOptions,
  type SeriesCondition,
  type TimeInCondition,
  meetsCondition,
  timeInCondition,
} from './time-in-condition.ts';
export { type Span, parseSpan, shiftBySpan } from './time-span.ts';
export { MONTH_NAMES, fullYear, monthOf, weekdayOf } from './time-words.ts';
