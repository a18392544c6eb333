/**
 * What a data source says of one value.
 * `questionable` and `substituted` are still values; `bad` never is: its `value` is null.
 */
export type Quality = 'good' | 'questionable' | 'substituted' | 'bad';

/** The state behind a digital value, or the system state of a bad one (`I/O Timeout`, `No Data`, `Pt Created`, …). */
export interface DigitalState {
  readonly name: string;
  readonly code: number;
  readonly isSystem: boolean;
}

/** One value of one tag, with everything needed to trust it. */
export interface Reading {
  /** A number, a text, or the name of a digital state. Null exactly when `quality` is `bad`. */
  readonly value: number | string | boolean | null;
  /** Engineering unit as the source writes it; null when it has none. */
  readonly unit: string | null;
  /** Instant of the value as the source stamped it: ISO 8601, UTC with `Z`, up to seven fraction digits. */
  readonly timestamp: string;
  readonly quality: Quality;
  readonly state?: DigitalState;
}

export type ValueType = 'number' | 'digital' | 'string' | 'boolean' | 'timestamp' | 'other';

/** What a source knows of a tag besides its values. */
export interface TagInfo {
  /** The name a person uses: the PI point's name, or `Element|Attribute` for an AF attribute. */
  readonly name: string;
  readonly description: string;
  readonly unit: string | null;
  readonly valueType: ValueType;
  /** True when a value holds until the next one; false when the signal moves linearly between values. */
  readonly step: boolean;
  /** PI's display digits: `n ≥ 0` is decimals, `n < 0` is `-n` significant digits. Null when the source has none. */
  readonly displayDigits: number | null;
  /** True for points that hold values in the future (forecasts). */
  readonly future: boolean;
  /** Where it stands in the plant, the widest first: `Tanjung Sari\Unit 1\Boiler`. Absent when the source does not say. */
  readonly area?: string;
}

/** A span of time between two instants, ISO 8601 UTC with `Z`; `start` is before `end`. */
export interface TimeRange {
  readonly start: string;
  readonly end: string;
}

export type Statistic =
  | 'average'
  | 'minimum'
  | 'maximum'
  | 'range'
  | 'total'
  | 'count'
  | 'percentGood';

/** The statistics of one tag over one span. A statistic that could not be computed has a `bad` reading. */
export interface SummaryBucket extends TimeRange {
  /** Minimum and maximum carry their own instant; the others carry the bucket's start. */
  readonly statistics: Partial<Record<Statistic, Reading>>;
}

export type CellValue = number | string | boolean | null;

/** Rows of a query, in the order and with the column names the source gave. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly CellValue[])[];
  /** True when the source had more rows than it handed over. */
  readonly truncated: boolean;
  /** For each row, the reading it shows, where the source knows tag, unit and time of its number. */
  readonly readings?: readonly ShownReading[];
}

/** A reading in a row of a table. */
export interface ShownReading {
  readonly tag: string;
  readonly reading: Reading;
  /** The place of the column that shows its value. */
  readonly column: number;
}
