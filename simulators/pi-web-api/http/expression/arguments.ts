import { toNumber, type ExpressionValue, type NamedStream } from './expression-value.ts';
import type { Argument } from './expression-functions.ts';
import { ExpressionError } from './tokenise-expression.ts';

/** The argument as a number; throws `ExpressionError` for text and times. */
export function numberAt(given: readonly Argument[], at: number): number {
  const number = toNumber(valueAt(given, at));
  if (number === undefined) throw new ExpressionError('A number was expected in the expression.');
  return number;
}

/** The argument as it is. */
export function valueAt(given: readonly Argument[], at: number): ExpressionValue {
  const argument = given[at];
  if (argument?.kind !== 'value')
    throw new ExpressionError('A value was expected in the expression.');
  return argument.value;
}

/** The tag given as argument. */
export function streamAt(given: readonly Argument[], at: number): NamedStream {
  const argument = given[at];
  if (argument?.kind !== 'tag') throw new ExpressionError('A tag was expected in the expression.');
  return argument.stream;
}

/** The time given as argument, or `fallback` when it was left out. */
export function timeAt(given: readonly Argument[], at: number, fallback: number): number {
  const argument = given[at];
  return argument?.kind === 'time' ? argument.at : fallback;
}
