import { numberAt } from './arguments.ts';
import { CALC_FAILED, type ExpressionValue } from './expression-value.ts';
import type { ExpressionFunction } from './expression-functions.ts';

/** Arithmetic functions. `sqr` is the square root, as in PI. */
export const MATH_FUNCTIONS: Readonly<Record<string, ExpressionFunction>> = {
  abs: unary(Math.abs),
  acos: unary(Math.acos),
  asin: unary(Math.asin),
  atn: unary(Math.atan),
  cos: unary(Math.cos),
  cosh: unary(Math.cosh),
  exp: unary(Math.exp),
  float: unary((x) => x),
  frac: unary((x) => x - Math.trunc(x)),
  int: unary(Math.trunc),
  log: unary(Math.log),
  log10: unary(Math.log10),
  sgn: unary(Math.sign),
  sin: unary(Math.sin),
  sinh: unary(Math.sinh),
  sqr: unary(Math.sqrt),
  tan: unary(Math.tan),
  tanh: unary(Math.tanh),
  atn2: binary((y, x) => Math.atan2(y, x)),
  round: toMultiple(Math.round),
  trunc: toMultiple(Math.trunc),
  ceiling: toMultiple(Math.ceil),
  floor: toMultiple(Math.floor),
  poly: many((numbers) => {
    const [x = 0, ...factors] = numbers;
    return factors.reduceRight((sum, factor) => sum * x + factor, 0);
  }),
  min: many((numbers) => Math.min(...numbers)),
  max: many((numbers) => Math.max(...numbers)),
  total: many(sum),
  avg: many((numbers) => sum(numbers) / numbers.length),
  median: many((numbers) => {
    const sorted = numbers.toSorted((a, b) => a - b);
    const middle = Math.floor(sorted.length / 2);
    const upper = sorted[middle] ?? Number.NaN;
    return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
  }),
};

function unary(calculate: (x: number) => number): ExpressionFunction {
  return { kinds: ['value'], required: 1, call: (given) => finite(calculate(numberAt(given, 0))) };
}

function binary(calculate: (x: number, y: number) => number): ExpressionFunction {
  return {
    kinds: ['value', 'value'],
    required: 2,
    call: (given) => finite(calculate(numberAt(given, 0), numberAt(given, 1))),
  };
}

/** `Round(x)` or `Round(x, unit)`: to a multiple of the unit. */
function toMultiple(calculate: (x: number) => number): ExpressionFunction {
  return {
    kinds: ['value', 'value'],
    required: 1,
    call: (given) => {
      const unit = given.length > 1 ? numberAt(given, 1) : 1;
      // Dividing by the reciprocal keeps 0.1 steps free of binary dust.
      const perUnit = 1 / unit;
      const steps = calculate(numberAt(given, 0) / unit);
      return finite(Number.isInteger(perUnit) ? steps / perUnit : steps * unit);
    },
  };
}

function many(calculate: (numbers: readonly number[]) => number): ExpressionFunction {
  return {
    kinds: ['value'],
    required: 1,
    isVariadic: true,
    call: (given) => finite(calculate(given.map((_, at) => numberAt(given, at)))),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

function finite(result: number): ExpressionValue {
  return Number.isFinite(result) ? result : CALC_FAILED;
}
