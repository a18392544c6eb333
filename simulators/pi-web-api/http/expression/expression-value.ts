import type { Archive, DigitalState, PointValue, TimedValue } from '../../archive/model.ts';
import { formatInstant, type Instant } from '../../time/instant.ts';

/** A point in time as a value of an expression (`ParseTime("t")`, `'*' - 3600`). */
export type Moment = { readonly at: Instant };

/** What an expression can come to. A system state is a bad value and spreads through what it touches. */
export type ExpressionValue = number | string | boolean | DigitalState | Moment;

/** A tag or attribute as an expression sees it. */
export type NamedStream = {
  readonly archive: Archive;
  readonly name: string;
  readonly descriptor: string;
  readonly engineeringUnits: string;
  readonly zero: number;
  readonly span: number;
};

/** What an expression is evaluated in. */
export type ExpressionContext = {
  /** The instant the expression is evaluated for; `*` means this, not the server's now. */
  readonly at: Instant;
  readonly timeZone: string;
  /** The stream of a quoted name; `undefined` when there is none. */
  readonly findStream: (name: string) => NamedStream | undefined;
  /** What `'.'` stands for: the value a filter expression is looking at. */
  readonly self?: TimedValue | undefined;
};

/** The state of a calculation that has no answer. */
export const CALC_FAILED: DigitalState = { name: 'Calc Failed', value: 249, isSystem: true };

export function isState(value: ExpressionValue): value is DigitalState {
  return typeof value === 'object' && 'isSystem' in value;
}

export function isMoment(value: ExpressionValue): value is Moment {
  return typeof value === 'object' && 'at' in value;
}

/** A system state, or the number that is none. */
export function isBad(value: ExpressionValue): boolean {
  return (
    (isState(value) && value.isSystem) || (typeof value === 'number' && !Number.isFinite(value))
  );
}

/** A value as a number: digital states by their number, true as 1; `undefined` for text and times. */
export function toNumber(value: ExpressionValue): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return isState(value) && !value.isSystem ? value.value : undefined;
}

/** Whether a value counts as true: a number other than zero. */
export function isTrue(value: ExpressionValue): boolean {
  const number = toNumber(value);
  return number !== undefined && number !== 0 && !Number.isNaN(number);
}

/** The value a stream event brings into an expression; what is not good is a system state. */
export function fromTimedValue(timed: TimedValue): ExpressionValue {
  if (timed.good) return timed.value;
  return typeof timed.value === 'object' && timed.value.isSystem ? timed.value : CALC_FAILED;
}

/** An expression's outcome as a stream value at `at`: logical values become 1 and 0, times ISO text. */
export function toTimedValue(value: ExpressionValue, at: Instant): TimedValue {
  const good = !isBad(value);
  return {
    at,
    value: good ? toPointValue(value) : isState(value) ? value : CALC_FAILED,
    good,
    questionable: false,
    substituted: false,
    annotated: false,
  };
}

function toPointValue(value: ExpressionValue): PointValue {
  if (typeof value === 'boolean') return value ? 1 : 0;
  return isMoment(value) ? formatInstant(value.at) : value;
}
