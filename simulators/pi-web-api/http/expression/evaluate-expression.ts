import { parseTime } from '../../time/parse-time.ts';
import { TICKS_PER_SECOND } from '../../time/instant.ts';
import { TimeError } from '../../time/time-error.ts';
import {
  CALC_FAILED,
  fromTimedValue,
  isBad,
  isMoment,
  isState,
  isTrue,
  toNumber,
  type ExpressionContext,
  type ExpressionValue,
  type NamedStream,
} from './expression-value.ts';
import {
  findExpressionFunction,
  type Argument,
  type ArgumentKind,
} from './expression-functions.ts';
import type { BinaryOperator, Expression } from './parse-expression.ts';
import { ExpressionError } from './tokenise-expression.ts';

/**
 * Evaluates a performance equation at one instant. Bad input gives a bad result (a system state);
 * what is wrong with the expression itself (unknown tag, text where a number is needed) throws
 * `ExpressionError`.
 */
export function evaluateExpression(
  expression: Expression,
  context: ExpressionContext,
): ExpressionValue {
  switch (expression.kind) {
    case 'number':
    case 'text':
    case 'boolean':
      return expression.value;
    case 'quoted':
      return evaluateQuoted(expression.value, context);
    case 'negate': {
      const value = evaluateExpression(expression.operand, context);
      return isBad(value) ? value : -numberOf(value);
    }
    case 'not': {
      const value = evaluateExpression(expression.operand, context);
      return isBad(value) ? value : !isTrue(value);
    }
    case 'if': {
      const test = evaluateExpression(expression.test, context);
      if (isBad(test)) return test;
      return evaluateExpression(isTrue(test) ? expression.whenTrue : expression.otherwise, context);
    }
    case 'within': {
      const value = evaluateExpression(expression.value, context);
      const from = evaluateExpression(expression.from, context);
      const to = evaluateExpression(expression.to, context);
      const bad = [value, from, to].find(isBad);
      if (bad !== undefined) return bad;
      return compare('>=', value, from) && compare('<=', value, to);
    }
    case 'binary':
      return evaluateBinary(expression, context);
    case 'call':
      return evaluateCall(expression.name, expression.given, context);
  }
}

/** Every tag or attribute an expression reads; throws `ExpressionError` for one that does not exist. */
export function streamsOf(
  expression: Expression,
  context: ExpressionContext,
): readonly NamedStream[] {
  const streams = new Map<string, NamedStream>();
  visit(expression, (name, isTime) => {
    if (isTime || name === '.') return;
    const stream = context.findStream(name);
    if (stream) streams.set(name.toLowerCase(), stream);
    else momentOf(name, context);
  });
  return [...streams.values()];
}

function visit(expression: Expression, seen: (name: string, isTime: boolean) => void): void {
  switch (expression.kind) {
    case 'number':
    case 'text':
    case 'boolean':
      return;
    case 'quoted':
      return seen(expression.value, false);
    case 'negate':
    case 'not':
      return visit(expression.operand, seen);
    case 'binary':
      visit(expression.left, seen);
      return visit(expression.right, seen);
    case 'within':
      for (const each of [expression.value, expression.from, expression.to]) visit(each, seen);
      return;
    case 'if':
      for (const each of [expression.test, expression.whenTrue, expression.otherwise])
        visit(each, seen);
      return;
    case 'call': {
      const kinds = argumentKinds(expression.name, expression.given.length);
      for (const [at, given] of expression.given.entries()) {
        if (given.kind === 'quoted') seen(given.value, kinds[at] === 'time');
        else visit(given, seen);
      }
    }
  }
}

function evaluateQuoted(name: string, context: ExpressionContext): ExpressionValue {
  if (name === '.' && context.self) return fromTimedValue(context.self);
  const stream = context.findStream(name);
  if (stream) return fromTimedValue(stream.archive.valueAt(context.at));
  return { at: momentOf(name, context) };
}

function evaluateBinary(
  { operator, left, right }: Extract<Expression, { kind: 'binary' }>,
  context: ExpressionContext,
): ExpressionValue {
  const a = evaluateExpression(left, context);
  if (operator === 'and' && !isBad(a) && !isTrue(a)) return false;
  if (operator === 'or' && !isBad(a) && isTrue(a)) return true;
  const b = evaluateExpression(right, context);
  if (isBad(a)) return a;
  if (isBad(b)) return b;
  switch (operator) {
    case 'and':
    case 'or':
      return isTrue(b);
    case '=':
    case '<>':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return compare(operator, a, b);
    default:
      return calculate(operator, a, b);
  }
}

function calculate(
  operator: Exclude<BinaryOperator, 'and' | 'or' | '=' | '<>' | '<' | '<=' | '>' | '>='>,
  a: ExpressionValue,
  b: ExpressionValue,
): ExpressionValue {
  if (isMoment(a) && isMoment(b) && operator === '-') return (a.at - b.at) / TICKS_PER_SECOND;
  if (isMoment(a) && (operator === '+' || operator === '-')) {
    const ticks = Math.round(numberOf(b) * TICKS_PER_SECOND);
    return { at: operator === '+' ? a.at + ticks : a.at - ticks };
  }
  if (operator === '+' && typeof a === 'string' && typeof b === 'string') return a + b;
  const x = numberOf(a);
  const y = numberOf(b);
  const result = { '+': x + y, '-': x - y, '*': x * y, '/': x / y, mod: x % y, '^': x ** y }[
    operator
  ];
  return Number.isFinite(result) ? result : CALC_FAILED;
}

function compare(
  operator: '=' | '<>' | '<' | '<=' | '>' | '>=',
  a: ExpressionValue,
  b: ExpressionValue,
): boolean {
  const order = orderOf(a, b);
  switch (operator) {
    case '=':
      return order === 0;
    case '<>':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

function orderOf(a: ExpressionValue, b: ExpressionValue): number {
  if (isMoment(a) && isMoment(b)) return a.at - b.at;
  if (typeof a === 'string' || typeof b === 'string') {
    return textOf(a).toLowerCase().localeCompare(textOf(b).toLowerCase(), 'en');
  }
  return numberOf(a) - numberOf(b);
}

function textOf(value: ExpressionValue): string {
  if (isState(value)) return value.name;
  return isMoment(value) ? '' : String(value);
}

function evaluateCall(
  name: string,
  given: readonly Expression[],
  context: ExpressionContext,
): ExpressionValue {
  const found = findExpressionFunction(name);
  const kinds = argumentKinds(name, given.length);
  const prepared: Argument[] = [];
  for (const [at, expression] of given.entries()) {
    prepared.push(prepare(kinds[at] ?? 'value', expression, context));
  }
  if (!found.takesBad) {
    const bad = prepared.find((each) => each.kind === 'value' && isBad(each.value));
    if (bad?.kind === 'value') return bad.value;
  }
  return found.call(prepared, context);
}

function argumentKinds(name: string, count: number): readonly ArgumentKind[] {
  const { kinds, required, isVariadic } = findExpressionFunction(name);
  if (count < required || (count > kinds.length && !isVariadic)) {
    throw new ExpressionError(`The function '${name}' was given the wrong number of arguments.`);
  }
  const last = kinds.at(-1) ?? 'value';
  return Array.from({ length: count }, (_, at) => kinds[at] ?? last);
}

function prepare(kind: ArgumentKind, expression: Expression, context: ExpressionContext): Argument {
  if (kind === 'value') return { kind, value: evaluateExpression(expression, context) };
  if (kind === 'tag') {
    const stream = expression.kind === 'quoted' ? context.findStream(expression.value) : undefined;
    if (stream) return { kind, stream };
    const name = expression.kind === 'quoted' ? expression.value : '';
    throw new ExpressionError(`The tag '${name}' of the expression was not found.`);
  }
  if (expression.kind === 'quoted' || expression.kind === 'text') {
    return { kind, at: momentOf(expression.value, context) };
  }
  const value = evaluateExpression(expression, context);
  if (isMoment(value)) return { kind, at: value.at };
  throw new ExpressionError('A time was expected in the expression.');
}

function momentOf(text: string, context: ExpressionContext): number {
  try {
    return parseTime(text, { now: context.at, timeZone: context.timeZone });
  } catch (error) {
    if (!(error instanceof TimeError)) throw error;
    throw new ExpressionError(`The tag or time '${text}' of the expression was not found.`);
  }
}

function numberOf(value: ExpressionValue): number {
  const number = toNumber(value);
  if (number === undefined) throw new ExpressionError('A number was expected in the expression.');
  return number;
}
