import type { z } from 'zod';
import type { AppError } from './app-error.ts';
import type { Outbound } from './outbound.ts';
import type { ScoredTag, TagTerms } from './tag-terms.ts';
import type { Clock, Logger } from './tools.ts';
import type {
  CellValue,
  Reading,
  Statistic,
  SummaryBucket,
  Table,
  TagInfo,
  TimeRange,
} from './reading.ts';

/** One tag's part of an answer: a failing tag never hides the others. */
export type TagOutcome<T> =
  | ({ readonly ok: true; readonly tag: TagInfo } & T)
  | { readonly ok: false; readonly name: string; readonly error: AppError };

/** Tags by name (`*` and `?` are wildcards), or every attribute of the AF elements named. At least one of either. */
export interface TagSelection {
  readonly tags: readonly string[];
  readonly elements?: readonly string[];
}

export interface ReadQuery extends TagSelection {
  /** Also give the value this many milliseconds earlier, from the same request. */
  readonly compareMs?: number;
}

export interface HistoryQuery extends TagSelection {
  readonly range: TimeRange;
  /** `recorded`: as archived. `interpolated`: a value every `intervalMs` from the start. `plot`: enough for a picture. */
  readonly mode: 'recorded' | 'interpolated' | 'plot';
  readonly intervalMs?: number;
  /** With `recorded`: the newest this many values at or before the range's end, whatever its start. */
  readonly last?: number;
}

export interface SummaryQuery extends TagSelection {
  readonly range: TimeRange;
  readonly statistics: readonly Statistic[];
  /** Length of each bucket as a calendar-aware span: `15m`, `1h`, `1d`, `1mo`. Absent: one bucket over the range. */
  readonly bucket?: string;
  /** The IANA zone in which days and months begin. */
  readonly timeZone: string;
  /** Time-weighted unless asked otherwise. */
  readonly weighting?: 'time' | 'event';
}

/** A value that is bound to a query, never pasted into its text. A `Date` is an instant. */
export type ParameterValue = CellValue | Date;

export interface TableQuery {
  /** In the source's language, with `{name}` where a parameter goes. */
  readonly text: string;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
  readonly maxRows: number;
  readonly timeZone: string;
}

/** A column that queries may name. */
export interface ColumnInfo {
  readonly name: string;
  /** As the source calls it. */
  readonly type: string;
  readonly nullable: boolean;
  readonly comment?: string;
  /** Part of the primary key. */
  readonly isKey?: boolean;
  /** The column that this one's values are found in. */
  readonly references?: { readonly table: string; readonly column: string };
}

/** A table or view that can be asked by queries, with its columns in order. */
export interface TableInfo {
  readonly name: string;
  readonly comment?: string;
  readonly columns: readonly ColumnInfo[];
  /** A few rows as they are, as wide as the columns. */
  readonly sample?: readonly (readonly CellValue[])[];
}

export interface EventQuery {
  /** Events that overlap it, even by an instant. */
  readonly range: TimeRange;
  /**
   * Each must begin a word of an event's name, template, category or elements, in any case; one of one or two characters
   * must be a whole word.
   */
  readonly words?: string;
  /** The newest so many. */
  readonly limit: number;
}

/** Something that a system noted down with a beginning and an end, such as a trip or an outage. */
export interface PlantEvent {
  /** The source's own, the same at every question. */
  readonly id: string;
  readonly name: string;
  /** What kind of event it is, as the source calls it; null where it does not say. */
  readonly template: string | null;
  readonly category?: readonly string[];
  readonly severity?: string | null;
  /** What it happened to, the main one first: names or paths such as `Unit 1\\Mills\\Mill A`. */
  readonly elements: readonly string[];
  /** ISO 8601 UTC with `Z`. */
  readonly start: string;
  /** Null while it lasts. */
  readonly end: string | null;
  /** Null where nobody has to acknowledge it. */
  readonly acknowledged?: boolean | null;
  readonly description?: string | null;
  /** What is known of it besides, such as its cause; absent where it was not read. */
  readonly attributes?: readonly EventAttribute[];
}

export interface EventAttribute {
  readonly name: string;
  /** Null for a bad one. */
  readonly value: CellValue;
  readonly unit: string | null;
}

export interface CheckStep {
  /** `config`: its settings cannot be used, so nothing was tried. `rights`: whether the account could do more than read. */
  readonly name: 'config' | 'reach' | 'tls' | 'login' | 'permission' | 'rights' | 'clock' | 'read';
  readonly ok: boolean;
  readonly message: string;
  /** It works, and somebody should still do what the message says: an account that could write, say. */
  readonly warning?: true;
}

export type ValueOutcome = TagOutcome<{ readonly reading: Reading; readonly earlier?: Reading }>;
export type SeriesOutcome = TagOutcome<{
  /** Oldest first. */
  readonly readings: readonly Reading[];
  /** True when the source had more than it handed over: the earlier end of the range is then missing, never the newest. */
  readonly truncated: boolean;
  /** The last value at or before the range's start, when nothing was recorded within it: what still held. */
  readonly held?: Reading;
}>;
export type SummaryOutcome = TagOutcome<{ readonly buckets: readonly SummaryBucket[] }>;

/** What is known of the background index of tags. */
export interface TagIndexStatus {
  readonly tags: number;
  readonly complete: boolean;
  readonly refreshedAt: string | null;
}

/**
 * An open connection to one system. It only ever reads.
 * Every call ends within its signal: an abort rejects with an `AppError` of kind `timeout`.
 * Outcomes come in the order asked; a wildcard stands where it was asked, its tags sorted by name.
 */
export interface DataSource {
  /** Tells reachability, TLS, log-in and permission apart; ends at the first step that fails. Never throws. */
  check(signal: AbortSignal): Promise<readonly CheckStep[]>;
  read?(query: ReadQuery, signal: AbortSignal): Promise<readonly ValueOutcome[]>;
  history?(query: HistoryQuery, signal: AbortSignal): Promise<readonly SeriesOutcome[]>;
  summary?(query: SummaryQuery, signal: AbortSignal): Promise<readonly SummaryOutcome[]>;
  query?(query: TableQuery, signal: AbortSignal): Promise<Table>;
  /** Newest beginning first. */
  events?(query: EventQuery, signal: AbortSignal): Promise<readonly PlantEvent[]>;
  /** The tables and columns a query may name. */
  browse?(signal: AbortSignal): Promise<readonly TableInfo[]>;
  /**
   * Tags found by words of their name and description, best first; without words the first tags by name. Reads memory
   * only.
   */
  search?(words: string, limit: number): readonly TagInfo[];
  /**
   * Tags that fit most of what a question names, each thing in any of the ways it may be written; best first. Reads
   * memory only. A source without it is searched by `search`.
   */
  searchTerms?(terms: TagTerms, limit: number): readonly ScoredTag[];
  /** The tag of exactly this name in any case, from memory, or undefined when it is not known (yet). */
  findTag?(name: string): TagInfo | undefined;
  tagIndexStatus?(): TagIndexStatus;
  /**
   * Tells every new value of the tags until the signal ends, beginning with the present ones; resolves once it does.
   * A connection that breaks is taken up again by itself; what cannot be read meanwhile is told as a failed outcome.
   */
  subscribe?(
    selection: TagSelection,
    onValue: (outcome: ValueOutcome) => void,
    signal: AbortSignal,
  ): Promise<void>;
  close(): Promise<void>;
}

export interface DataSourceTools {
  readonly log: Logger;
  readonly clock: Clock;
  /** The site's IANA time zone, for sources that speak local time. */
  readonly timeZone: string;
  readonly outbound: Outbound;
  /** For what the plugin's kind must keep itself, such as a key it made. Not there before it is made; absent in a trial. */
  readonly folder?: string;
}

/** What a data source can be asked. `subscribe`: it is told new values without asking for them. */
export type Capability =
  | 'search'
  | 'read'
  | 'history'
  | 'summary'
  | 'query'
  | 'events'
  | 'browse'
  | 'subscribe';

export interface DataSourcePlugin<Config extends z.ZodType = z.ZodType> {
  readonly kind: string;
  readonly title: string;
  /** Of the package it comes in; absent for what Plantline ships. */
  readonly version?: string;
  /** What its sources can be asked where their settings allow: a source has no function that is not named here. */
  readonly capabilities: readonly Capability[];
  /**
   * `.meta({ title, secret: true })` on a field draws and protects it on the admin page; `weakens: true` on a switch
   * has kept secrets entered again before it is put on.
   */
  readonly config: Config;
  /** Opens the connection without waiting for the system: an unreachable one is an error of the first question. */
  connect(config: z.output<Config>, tools: DataSourceTools): Promise<DataSource>;
}

/** Gives a plugin its types; it adds nothing. */
export function defineDataSource<Config extends z.ZodType>(
  plugin: DataSourcePlugin<Config>,
): DataSourcePlugin<Config> {
  return plugin;
}
