import type { Temporal } from 'temporal-polyfill';
import type { Shift } from '../../tools/tool.ts';

/** What is wrong with a time that was said. */
export type TimeProblem =
  | 'too_old'
  | 'too_long'
  | 'backwards'
  | 'no_such_time'
  /** The 31st of February. */
  | 'no_such_day'
  /** 25:00. */
  | 'no_such_hour';

/** A time that was said. Instants are ISO 8601 in UTC. */
export type When =
  | { readonly kind: 'now' }
  | {
      readonly kind: 'point';
      readonly at: string;
      /** The two instants it may be, when "at 3 yesterday" does not tell the half of the day. */
      readonly either?: readonly [string, string];
    }
  | {
      readonly kind: 'range';
      readonly start: string;
      readonly end: string;
      /** The same so long ago as an instant: "two days ago" is a day, and a moment of it. */
      readonly moment?: string;
    }
  /** From what happened last, the latest trip, until now; `isAt`: around it. */
  | { readonly kind: 'since_event'; readonly isAt?: boolean }
  | { readonly kind: 'problem'; readonly problem: TimeProblem };

/** When and where a time is said. */
export interface Present {
  readonly now: Temporal.ZonedDateTime;
  readonly shifts: readonly Shift[];
  /** What is yet to come is asked: a time of day is the next, not the last. */
  readonly isAhead?: boolean;
}

/** A span of local time; it may reach into the future. */
export interface Ends {
  readonly start: Temporal.ZonedDateTime;
  readonly end: Temporal.ZonedDateTime;
}

/** A span as what was said. */
export function toRange({ start, end }: Ends, moment?: Temporal.ZonedDateTime): When {
  return {
    kind: 'range',
    start: start.toInstant().toString(),
    end: end.toInstant().toString(),
    ...(moment && { moment: moment.toInstant().toString() }),
  };
}

/** An instant as what was said. */
export function toPoint(at: Temporal.ZonedDateTime): When {
  return { kind: 'point', at: at.toInstant().toString() };
}
