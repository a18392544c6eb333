import type { STATISTIC_NAMES } from '../tools/index.ts';
import type { When } from './time/when.ts';
import type { SaidCondition } from './words/read-condition.ts';

export type StatisticName = (typeof STATISTIC_NAMES)[number];

/** What is asked for. */
export type Intent =
  | 'value'
  | 'trend'
  | 'statistics'
  | 'compare'
  | 'last_time'
  | 'how_long'
  | 'how_often'
  | 'how_many'
  | 'which'
  | 'top'
  | 'events'
  | 'status'
  | 'why'
  | 'history'
  | 'report'
  | 'advice';

/** What a tag is to be found by: the words left when everything else is understood. */
export interface Subject {
  /** Without the unit: `main steam pressure`; empty when only a unit was said. */
  readonly words: string;
  /** `unit 1`, when one was said. */
  readonly area?: string | undefined;
  /** The exact name of a tag. */
  readonly tag?: string | undefined;
  /** Words said of the subject beside it: `temperature` in "pressure and temperature of main steam". */
  readonly shared?: string | undefined;
}

/** A time as it was said, so that it can be read again by a later question. */
export interface SaidTime {
  readonly said: string;
  readonly when: When;
}

/** What was understood of a question's text alone. Plain JSON. */
export interface Reading {
  /** Undefined when no word tells it: a current value then, or what the question before asked. */
  readonly intent?: Intent | undefined;
  readonly statistics: readonly StatisticName[];
  readonly times: readonly SaidTime[];
  readonly condition?: SaidCondition | undefined;
  /** An idea of a state such as `running`; the tag's own states are asked for their name of it. */
  readonly state?: string | undefined;
  /** It is asked when something began to run. */
  readonly isStart: boolean;
  readonly isNegated: boolean;
  /** `limit` is 0 when none, or less, was asked for. */
  readonly top?: { readonly order: 'highest' | 'lowest'; readonly limit: number } | undefined;
  /** `1h`. */
  readonly bucket?: string | undefined;
  /** The newest so many values. */
  readonly last?: number | undefined;
  readonly subjects: readonly Subject[];
  /** "All", "both", "which …": every tag that fits, not one. */
  readonly isPlural: boolean;
  /** "Both units", "which unit": the same of each unit. */
  readonly isEveryUnit: boolean;
  /** Subjects or times set against each other. */
  readonly isVersus: boolean;
  readonly isSum: boolean;
  readonly isExcept: boolean;
  readonly isAhead: boolean;
  /** Whether it is so, or ever was. */
  readonly isYesNo: boolean;
  readonly isPast: boolean;
  /** In which unit the answer is wanted. */
  readonly inUnit?: string | undefined;
  /** Its status or condition is asked. */
  readonly isStatus: boolean;
  /** Which way it went, of what is asked why. */
  readonly isMove: boolean;
  readonly direction?: 'up' | 'down' | undefined;
  /** Content words in order, as they were written: what is repeated when nothing fits. */
  readonly said: string;
}
