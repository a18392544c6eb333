import { init, parse } from '@guanmingchiu/sqlparser-ts';
import { queryNotUnderstood, queryTooComplex } from '../guard.errors.ts';
import type { SqlDialect } from '../query-guard.ts';

/** What the parser calls the dialects. */
const PARSER_DIALECTS = {
  mysql: 'mysql',
  sqlite: 'sqlite',
  'sql-server': 'mssql',
  oracle: 'oracle',
} as const satisfies Record<Exclude<SqlDialect, 'postgresql'>, string>;

export type TreeDialect = keyof typeof PARSER_DIALECTS;

/** Loads the parser, once per process. */
export async function loadTreeParser(): Promise<void> {
  await init();
}

/** @throws AppError of kind `invalid` */
export function parseTree(text: string, dialect: TreeDialect): unknown {
  try {
    return parse(text, PARSER_DIALECTS[dialect]);
  } catch (error) {
    const message = error instanceof Error ? error.message : '';
    if (!message.startsWith('sql parser error:') || message.includes('recursion limit')) {
      throw queryTooComplex('expressions within each other');
    }
    throw queryNotUnderstood(toReason(message), error);
  }
}

/** Without the place, which is one in the text that the parser was given, and not in what a person wrote. */
function toReason(message: string): string {
  return message
    .replace(/^sql parser error: /, '')
    .replace(/ (?:at|near) Line: \d+, Column:? \d+.*$/, '');
}
