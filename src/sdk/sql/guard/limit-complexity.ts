import { queryTooComplex } from './guard.errors.ts';
import type { SqlDialect } from './query-guard.ts';
import type { SqlToken } from './sql-token.ts';

/**
 * The parsers recurse, and one that runs out of stack inside WebAssembly is broken for good: a chain of 700 additions does
 * it. The one of SQL Server's dialect takes 2.4 times as long with every call within a call.
 */
const CHAIN_MAX = 300;
const NESTING_MAX = 30;
const CALL_NESTING_MAX: Readonly<Record<SqlDialect, number>> = {
  postgresql: 25,
  mysql: 20,
  sqlite: 20,
  'sql-server': 8,
  oracle: 20,
};

/** Words by which expressions or tables are chained. */
const CHAINING = new Set(
  'and or xor not is in between like ilike glob regexp rlike similar collate at div mod when then else union except intersect minus join prior interval case binary over'.split(
    ' ',
  ),
);
const NOT_CHAINING = new Set([',', '.', '(', ')', ';']);

/** @throws AppError of kind `invalid` before a parser could be brought down by the query */
export function limitComplexity(tokens: readonly SqlToken[], dialect: SqlDialect): void {
  let chain = 0;
  let cases = 0;
  const open: boolean[] = [];
  let calls = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.kind === 'word') {
      const word = token.text.toLowerCase();
      if (CHAINING.has(word)) chain += 1;
      if (word === 'case') cases += 1;
      if (word === 'end') cases -= 1;
      if (cases > 10) throw queryTooComplex('CASEs within each other');
    }
    if (token.kind !== 'symbol') continue;
    if (!NOT_CHAINING.has(token.text)) chain += 1;
    if (token.text === '(') {
      const previous = tokens[index - 1];
      const isCall = previous?.kind === 'word' || previous?.kind === 'name';
      open.push(isCall);
      if (isCall) calls += 1;
      if (open.length > NESTING_MAX || calls > CALL_NESTING_MAX[dialect]) {
        throw queryTooComplex('parentheses within each other');
      }
    }
    if (token.text === ')' && open.pop()) calls -= 1;
  }
  if (chain > CHAIN_MAX) throw queryTooComplex('conditions and calculations');
}
