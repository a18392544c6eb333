import { notASelect, notOneStatement } from './guard.errors.ts';
import type { SqlToken } from './sql-token.ts';

const BEGINNINGS = new Set(['select', 'with', 'values', 'table', '(']);

/**
 * What can be told without a parser, in the plainest words.
 *
 * @throws AppError of kind `invalid` for several statements, or one that does not begin as a query does
 */
export function requireSelect(tokens: readonly SqlToken[]): void {
  const [first] = tokens;
  const beginning = first && first.kind !== 'value' ? first.text : '{';
  if (!BEGINNINGS.has(beginning.toLowerCase())) throw notASelect(beginning);
  if (tokens.some((token) => token.kind === 'symbol' && token.text === ';')) {
    throw notOneStatement();
  }
}
