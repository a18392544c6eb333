import type {
  AppError,
  ParameterValue,
  Reading,
  SeriesOutcome,
  Statistic,
  SummaryOutcome,
  Table,
  TimeRange,
  ValueOutcome,
} from '#sdk';
import type { GivenVariable } from './fill-variables.ts';
import type { LocalText } from './triggers.schema.ts';

/** What every answer carries besides its data. */
interface AnswerBase {
  /** The trigger's name, or the tag's when a tag was asked. */
  readonly name: string;
  readonly description?: LocalText | undefined;
  /** Its short name on a line of a group's reply. */
  readonly label?: string | undefined;
  /** The trigger's own wording, checked when it was saved. */
  readonly template?: LocalText | undefined;
}

interface TagAnswerBase extends AnswerBase {
  /** The data source's name, as the admin wrote it. */
  readonly source: string;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly digits?: number | undefined;
}

export interface ValueAnswer extends TagAnswerBase {
  readonly kind: 'value';
  readonly outcomes: readonly ValueOutcome[];
  /** How long before a reading its `earlier` is. */
  readonly compareMs?: number | undefined;
  /** The newest good reading known of a tag (any case), for tags that have none now. */
  readonly lastGood?: ((tag: string) => Reading | undefined) | undefined;
}

export interface HistoryAnswer extends TagAnswerBase {
  readonly kind: 'history';
  readonly outcomes: readonly SeriesOutcome[];
  readonly mode: 'recorded' | 'sampled';
  /** Absent when the newest `last` values were asked, whatever their time. */
  readonly range?: TimeRange | undefined;
  readonly last?: number | undefined;
  /** The span between sampled values as it was asked: `15m`. */
  readonly interval?: string | undefined;
}

export interface SummaryAnswer extends TagAnswerBase {
  readonly kind: 'summary';
  readonly outcomes: readonly SummaryOutcome[];
  readonly range: TimeRange;
  readonly statistics: readonly Statistic[];
  readonly bucket?: string | undefined;
  readonly weighting: 'time' | 'event';
  /** Whether the reply tells of how much of the time they are, where that is not all of it. */
  readonly tellsShare?: boolean | undefined;
}

export interface TrendAnswer extends TagAnswerBase {
  readonly kind: 'trend';
  readonly outcomes: readonly SeriesOutcome[];
  readonly range: TimeRange;
  /** The newest value of each tag by its name, where the range reaches up to now: the series ends with a computed one. */
  readonly latest?: ReadonlyMap<string, Reading> | undefined;
  /** The time-weighted average over the range by tag, as the source computed it; a tag may have none. */
  readonly averages?: ReadonlyMap<string, Reading> | undefined;
  /** The same tags over the same hours of the days before; under an hour, over the time just before. */
  readonly before?:
    | { readonly outcomes: readonly SeriesOutcome[]; readonly range: TimeRange }
    | undefined;
  /** Lines across the picture; without a tag, of the only one. */
  readonly limits?:
    | readonly {
        readonly tag?: string | undefined;
        readonly value: number;
        readonly label?: string | undefined;
      }[]
    | undefined;
}

export interface TableAnswer extends AnswerBase {
  readonly kind: 'query';
  readonly source: string;
  readonly table: Table;
  /** Whether a limit that nobody typed was reached: there may be more rows, and these are no total. */
  readonly mayBeMore?: boolean | undefined;
  /** Set when the query ran over a range. */
  readonly range?: TimeRange | undefined;
  /** The variables that the question gave. */
  readonly given?: readonly GivenVariable[] | undefined;
  /** What was bound to the query. */
  readonly bound?: Readonly<Record<string, ParameterValue>> | undefined;
}

export interface TextAnswer extends AnswerBase {
  readonly kind: 'text';
  readonly text: LocalText;
}

/** The source as a whole, or Plantline, could not answer. */
export interface FailedAnswer extends AnswerBase {
  readonly kind: 'failed';
  readonly source: string;
  readonly error: AppError;
  readonly failingSince?: Date | undefined;
  /** The last good reading known of each tag asked, in that order. */
  readonly lastGood?: readonly LastGoodReading[] | undefined;
  readonly digits?: number | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** What was bound to the query that failed. */
  readonly bound?: Readonly<Record<string, ParameterValue>> | undefined;
}

export interface LastGoodReading {
  readonly tag: {
    readonly name: string;
    readonly unit: string | null;
    readonly displayDigits: number | null;
  };
  readonly reading: Reading;
}

/** What running a trigger gives: data and where they came from, no wording yet. */
export type Answer =
  | ValueAnswer
  | HistoryAnswer
  | SummaryAnswer
  | TrendAnswer
  | TableAnswer
  | TextAnswer
  | FailedAnswer;

/** The answers of a group's members, in the group's order. */
export interface GroupAnswer {
  readonly name: string;
  readonly description?: string | null | undefined;
  readonly members: readonly Answer[];
}
