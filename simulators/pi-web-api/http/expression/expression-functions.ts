import { MATH_FUNCTIONS } from './math-functions.ts';
import { STATE_FUNCTIONS } from './state-functions.ts';
import { TAG_FUNCTIONS } from './tag-functions.ts';
import { TIME_FUNCTIONS } from './time-functions.ts';
import type { ExpressionContext, ExpressionValue, NamedStream } from './expression-value.ts';
import { ExpressionError } from './tokenise-expression.ts';

/** How a function reads an argument: a value, the tag itself, or a time in either kind of quotes. */
export type ArgumentKind = 'value' | 'tag' | 'time';

/** An argument ready for use. */
export type Argument =
  | { readonly kind: 'value'; readonly value: ExpressionValue }
  | { readonly kind: 'tag'; readonly stream: NamedStream }
  | { readonly kind: 'time'; readonly at: number };

/** A function of the performance-equation language. */
export type ExpressionFunction = {
  readonly kinds: readonly ArgumentKind[];
  /** How many arguments cannot be left out. */
  readonly required: number;
  /** The last kind may repeat. */
  readonly isVariadic?: boolean;
  /** Gets bad values handed in instead of answering with them. */
  readonly takesBad?: boolean;
  readonly call: (given: readonly Argument[], context: ExpressionContext) => ExpressionValue;
};

const FUNCTIONS: ReadonlyMap<string, ExpressionFunction> = new Map([
  ...Object.entries(MATH_FUNCTIONS),
  ...Object.entries(TAG_FUNCTIONS),
  ...Object.entries(TIME_FUNCTIONS),
  ...Object.entries(STATE_FUNCTIONS),
]);

/** The function of a lower-case name; throws `ExpressionError` for one the language does not have. */
export function findExpressionFunction(name: string): ExpressionFunction {
  const found = FUNCTIONS.get(name);
  if (!found) throw new ExpressionError(`Unknown function '${name}' in the expression.`);
  return found;
}
