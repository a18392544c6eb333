import type { Instant } from '../time/instant.ts';
import type { TimeSpan } from '../time/time-span.ts';

/** A digital or system state. On the wire `{Name, Value, IsSystem}`. */
export type DigitalState = {
  readonly name: string;
  readonly value: number;
  readonly isSystem: boolean;
};

/** What one event holds. Numbers of Float32 streams are already rounded the way PI writes them. */
export type PointValue = number | string | boolean | DigitalState;

/** One value of a stream at an instant, with PI's four quality flags. A bad value is a system state with `good: false`. */
export type TimedValue = {
  readonly at: Instant;
  readonly value: PointValue;
  readonly good: boolean;
  readonly questionable: boolean;
  readonly substituted: boolean;
  readonly annotated: boolean;
};

/** PI point types the simulator knows, as in `PointType`. */
export type PointType =
  | 'Float16'
  | 'Float32'
  | 'Float64'
  | 'Int16'
  | 'Int32'
  | 'Digital'
  | 'String'
  | 'Timestamp'
  | 'Blob';

/** What decides how a stream is interpolated and written. */
export type StreamShape = {
  readonly pointType: PointType;
  /** The previous value holds until the next event (always so for Digital and String). */
  readonly step: boolean;
  /** A Future point holds values ahead of now. */
  readonly future: boolean;
};

export type BoundaryType = 'Inside' | 'Outside' | 'Interpolated';
export const BOUNDARY_TYPES: readonly BoundaryType[] = ['Inside', 'Outside', 'Interpolated'];

export type RetrievalMode = 'Auto' | 'AtOrBefore' | 'Before' | 'AtOrAfter' | 'After' | 'Exact';
export const RETRIEVAL_MODES: readonly RetrievalMode[] = [
  'Auto',
  'AtOrBefore',
  'Before',
  'AtOrAfter',
  'After',
  'Exact',
];

export type SummaryType =
  | 'Total'
  | 'Average'
  | 'Minimum'
  | 'Maximum'
  | 'Range'
  | 'StdDev'
  | 'PopulationStdDev'
  | 'Count'
  | 'PercentGood'
  | 'TotalWithUOM';
export type RequestedSummaryType = SummaryType | 'All' | 'AllForNonNumeric' | 'None';
export const SUMMARY_TYPES: readonly SummaryType[] = [
  'Total',
  'Average',
  'Minimum',
  'Maximum',
  'Range',
  'StdDev',
  'PopulationStdDev',
  'Count',
  'PercentGood',
  'TotalWithUOM',
];

export type CalculationBasis =
  | 'TimeWeighted'
  | 'EventWeighted'
  | 'TimeWeightedContinuous'
  | 'TimeWeightedDiscrete'
  | 'EventWeightedExcludeMostRecentEvent'
  | 'EventWeightedExcludeEarliestEvent'
  | 'EventWeightedIncludeBothEnds';
export const CALCULATION_BASES: readonly CalculationBasis[] = [
  'TimeWeighted',
  'EventWeighted',
  'TimeWeightedContinuous',
  'TimeWeightedDiscrete',
  'EventWeightedExcludeMostRecentEvent',
  'EventWeightedExcludeEarliestEvent',
  'EventWeightedIncludeBothEnds',
];

export type TimeType = 'Auto' | 'EarliestTime' | 'MostRecentTime';
export const TIME_TYPES: readonly TimeType[] = ['Auto', 'EarliestTime', 'MostRecentTime'];

export type SampleType = 'ExpressionRecordedValues' | 'Interval';
export const SAMPLE_TYPES: readonly SampleType[] = ['ExpressionRecordedValues', 'Interval'];

export type UpdateOption =
  | 'Replace'
  | 'Insert'
  | 'NoReplace'
  | 'ReplaceOnly'
  | 'InsertNoCompression'
  | 'Remove';
export const UPDATE_OPTIONS: readonly UpdateOption[] = [
  'Replace',
  'Insert',
  'NoReplace',
  'ReplaceOnly',
  'InsertNoCompression',
  'Remove',
];

/** Says whether a value passes a filter expression. The HTTP side evaluates the expression's language. */
export type ValueFilter = (value: TimedValue) => boolean;

/** `end` before `start` asks for time-descending order, everywhere. */
export type TimeRange = { readonly start: Instant; readonly end: Instant };

export type RecordedQuery = TimeRange & {
  readonly boundaryType?: BoundaryType;
  /** At most this many values, from `start` on. */
  readonly maxCount?: number;
  readonly filter?: ValueFilter | undefined;
  /** Each run of filtered-out values appears once as the system state Filtered (244). */
  readonly includeFilteredValues?: boolean;
};

/** The instants of an interpolated reply: a grid over a range. Days and longer follow the wall clock of `timeZone`. */
export type GridQuery = TimeRange & {
  readonly interval: TimeSpan;
  readonly timeZone: string;
  readonly syncTime?: Instant | undefined;
  /** With a sync time: Inside keeps grid instants within the range, Outside adds one beyond each end. */
  readonly syncTimeBoundaryType?: 'Inside' | 'Outside';
};

export type InterpolatedQuery = GridQuery & {
  readonly filter?: ValueFilter | undefined;
  readonly includeFilteredValues?: boolean;
};

export type PlotQuery = TimeRange & { readonly intervals: number };

export type SummaryQuery = TimeRange & {
  readonly types: readonly RequestedSummaryType[];
  readonly basis?: CalculationBasis;
  readonly timeType?: TimeType;
  /** Absent: one summary over the whole range. Negative: counted from the end. */
  readonly duration?: TimeSpan | undefined;
  readonly timeZone: string;
  readonly filter?: ValueFilter | undefined;
  readonly sampleType?: SampleType;
  readonly sampleInterval?: TimeSpan | undefined;
};

/** One summary of one interval, as in `Items[{Type, Value}]`. Grouped by type, intervals in the order of the range. */
export type SummaryValue = { readonly type: SummaryType; readonly value: TimedValue };

/** A value a client writes. `value` is a number, a text, a state by name or number; `undefined` flags mean good. */
export type WrittenValue = {
  readonly at: Instant;
  readonly value: PointValue;
  readonly good?: boolean | undefined;
  readonly questionable?: boolean | undefined;
  readonly substituted?: boolean | undefined;
  readonly annotated?: boolean | undefined;
};

/** What became of a write: `unchanged` when the option said so (NoReplace over a value, Remove of nothing …). */
export type WriteOutcome = 'added' | 'replaced' | 'removed' | 'unchanged';

/** One stream's history with PI's reading rules. Made by `createArchive`, handed out by `Plant.archiveOf…`. */
export interface Archive {
  readonly shape: StreamShape;
  /** `GET value` without a time: the snapshot at its own time stamp; of a Future point, the value at now. */
  current(): TimedValue;
  /** `GET end`: the newest stored value, even ahead of now. */
  end(): TimedValue;
  /** `GET value?time=`: interpolated (or held) at that instant, stamped with it. */
  valueAt(at: Instant): TimedValue;
  recorded(query: RecordedQuery): TimedValue[];
  /** Nothing found: `undefined` (the server answers No Data or an error). */
  recordedAt(at: Instant, mode: RetrievalMode): TimedValue | undefined;
  interpolated(query: InterpolatedQuery): TimedValue[];
  interpolatedAt(instants: readonly Instant[], filter?: ValueFilter): TimedValue[];
  plot(query: PlotQuery): TimedValue[];
  summary(query: SummaryQuery): SummaryValue[];
  /** Throws `WriteError` for a value or an instant the point cannot take. */
  write(value: WrittenValue, option: UpdateOption): WriteOutcome;
  /** Grows by one with every write: lets a channel or an update marker see that something changed. */
  revision(): number;
}

/** A write that the point cannot take (wrong type, unknown state, too far ahead); `message` is for the client. */
export class WriteError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'WriteError';
  }
}
