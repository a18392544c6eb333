import { ExpressionError, tokeniseExpression, type Token } from './tokenise-expression.ts';

/** How two values are joined. */
export type BinaryOperator =
  | 'or'
  | 'and'
  | '='
  | '<>'
  | '<'
  | '<='
  | '>'
  | '>='
  | '+'
  | '-'
  | '*'
  | '/'
  | 'mod'
  | '^';

/** A performance equation as a tree. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'quoted'; readonly value: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'negate' | 'not'; readonly operand: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
    }
  | {
      readonly kind: 'within';
      readonly value: Expression;
      readonly from: Expression;
      readonly to: Expression;
    }
  | {
      readonly kind: 'if';
      readonly test: Expression;
      readonly whenTrue: Expression;
      readonly otherwise: Expression;
    }
  | { readonly kind: 'call'; readonly name: string; readonly given: readonly Expression[] };

type Cursor = { readonly tokens: readonly Token[]; at: number; depth: number };

const COMPARISONS: readonly string[] = ['=', '<>', '<', '<=', '>', '>='];
const MAX_DEPTH = 200;

/**
 * Reads a performance equation. Binding, loosest first: if/then/else, or, and, not, comparison and
 * `in (a .. b)`, + -, * / mod, sign, ^ (to the right). Throws `ExpressionError`.
 */
export function parseExpression(text: string): Expression {
  const cursor: Cursor = { tokens: tokeniseExpression(text), at: 0, depth: 0 };
  const expression = readExpression(cursor);
  if (peek(cursor).kind !== 'end') throw unexpected(cursor);
  return expression;
}

function readExpression(cursor: Cursor): Expression {
  cursor.depth += 1;
  if (cursor.depth > MAX_DEPTH) throw new ExpressionError('The expression is nested too deeply.');
  const expression = isWord(cursor, 'if') ? readIf(cursor) : readOr(cursor);
  cursor.depth -= 1;
  return expression;
}

function readIf(cursor: Cursor): Expression {
  takeWord(cursor, 'if');
  const test = readExpression(cursor);
  takeWord(cursor, 'then');
  const whenTrue = readExpression(cursor);
  takeWord(cursor, 'else');
  return { kind: 'if', test, whenTrue, otherwise: readExpression(cursor) };
}

function readOr(cursor: Cursor): Expression {
  let left = readAnd(cursor);
  while (isWord(cursor, 'or')) {
    cursor.at += 1;
    left = { kind: 'binary', operator: 'or', left, right: readAnd(cursor) };
  }
  return left;
}

function readAnd(cursor: Cursor): Expression {
  let left = readNot(cursor);
  while (isWord(cursor, 'and')) {
    cursor.at += 1;
    left = { kind: 'binary', operator: 'and', left, right: readNot(cursor) };
  }
  return left;
}

function readNot(cursor: Cursor): Expression {
  let negations = 0;
  while (isWord(cursor, 'not')) {
    cursor.at += 1;
    negations += 1;
  }
  let expression = readComparison(cursor);
  for (let each = 0; each < negations; each += 1) expression = { kind: 'not', operand: expression };
  return expression;
}

function readComparison(cursor: Cursor): Expression {
  const left = readSum(cursor);
  if (isWord(cursor, 'in')) {
    cursor.at += 1;
    takeSign(cursor, '(');
    const from = readSum(cursor);
    takeSign(cursor, '..');
    const to = readSum(cursor);
    takeSign(cursor, ')');
    return { kind: 'within', value: left, from, to };
  }
  const token = peek(cursor);
  if (token.kind !== 'sign' || !COMPARISONS.includes(token.value)) return left;
  cursor.at += 1;
  return { kind: 'binary', operator: toOperator(token.value), left, right: readSum(cursor) };
}

function readSum(cursor: Cursor): Expression {
  let left = readProduct(cursor);
  for (let sign = signOf(cursor); sign === '+' || sign === '-'; sign = signOf(cursor)) {
    cursor.at += 1;
    left = { kind: 'binary', operator: sign, left, right: readProduct(cursor) };
  }
  return left;
}

function readProduct(cursor: Cursor): Expression {
  let left = readSigned(cursor);
  for (;;) {
    const sign = isWord(cursor, 'mod') ? 'mod' : signOf(cursor);
    if (sign !== '*' && sign !== '/' && sign !== 'mod') return left;
    cursor.at += 1;
    left = { kind: 'binary', operator: sign, left, right: readSigned(cursor) };
  }
}

function readSigned(cursor: Cursor): Expression {
  let isNegative = false;
  for (let sign = signOf(cursor); sign === '-' || sign === '+'; sign = signOf(cursor)) {
    if (sign === '-') isNegative = !isNegative;
    cursor.at += 1;
  }
  const operand = readPower(cursor);
  return isNegative ? { kind: 'negate', operand } : operand;
}

function readPower(cursor: Cursor): Expression {
  const left = readPrimary(cursor);
  if (signOf(cursor) !== '^') return left;
  cursor.at += 1;
  return { kind: 'binary', operator: '^', left, right: readSigned(cursor) };
}

function readPrimary(cursor: Cursor): Expression {
  const token = peek(cursor);
  cursor.at += 1;
  switch (token.kind) {
    case 'number':
      return { kind: 'number', value: token.value };
    case 'text':
    case 'quoted':
      return { kind: token.kind, value: token.value };
    case 'word':
      return readWord(cursor, token.value);
    case 'sign':
      if (token.value === '(') {
        const inner = readExpression(cursor);
        takeSign(cursor, ')');
        return inner;
      }
      break;
    case 'end':
      break;
  }
  cursor.at -= 1;
  throw unexpected(cursor);
}

function readWord(cursor: Cursor, word: string): Expression {
  const lower = word.toLowerCase();
  if (lower === 'true' || lower === 'false') return { kind: 'boolean', value: lower === 'true' };
  if (signOf(cursor) !== '(')
    throw new ExpressionError(`Unknown name '${word}' in the expression.`);
  cursor.at += 1;
  const given: Expression[] = [];
  if (signOf(cursor) === ')') cursor.at += 1;
  else {
    for (;;) {
      given.push(readExpression(cursor));
      const sign = signOf(cursor);
      cursor.at += 1;
      if (sign === ')') break;
      if (sign !== ',' && sign !== ';') {
        cursor.at -= 1;
        throw unexpected(cursor);
      }
    }
  }
  return { kind: 'call', name: lower, given };
}

function toOperator(sign: string): BinaryOperator {
  switch (sign) {
    case '<>':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return sign;
    default:
      return '=';
  }
}

function peek(cursor: Cursor): Token {
  return cursor.tokens[cursor.at] ?? { kind: 'end' };
}

function signOf(cursor: Cursor): string | undefined {
  const token = peek(cursor);
  return token.kind === 'sign' ? token.value : undefined;
}

function isWord(cursor: Cursor, word: string): boolean {
  const token = peek(cursor);
  return token.kind === 'word' && token.value.toLowerCase() === word;
}

function takeWord(cursor: Cursor, word: string): void {
  if (!isWord(cursor, word))
    throw new ExpressionError(`Syntax error in the expression: '${word}' expected.`);
  cursor.at += 1;
}

function takeSign(cursor: Cursor, sign: string): void {
  if (signOf(cursor) !== sign)
    throw new ExpressionError(`Syntax error in the expression: '${sign}' expected.`);
  cursor.at += 1;
}

function unexpected(cursor: Cursor): ExpressionError {
  const token = peek(cursor);
  return new ExpressionError(
    token.kind === 'end'
      ? 'Syntax error in the expression: it ends too early.'
      : `Syntax error in the expression: '${String(token.value)}' is not expected there.`,
  );
}
