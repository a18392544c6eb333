import { LRUCache } from 'lru-cache';
import { AppError } from '../../app-error.ts';
import { createAllowedFunctions } from './allowed-functions.ts';
import { bindValues } from './bind-values.ts';
import { buildStatement } from './build-statement.ts';
import { lexSql } from './lex-sql.ts';
import { limitComplexity } from './limit-complexity.ts';
import { examinePostgresql, loadPostgresqlParser } from './postgresql/examine-postgresql.ts';
import type { PreparedQuery, QueryGuard, SqlDialect } from './query-guard.ts';
import { requireSelect } from './require-select.ts';
import type { TextPart } from './sql-token.ts';
import { examineTree } from './tree/examine-tree.ts';
import { loadTreeParser } from './tree/tree-parser.ts';

const KEPT_QUERIES = 500;

/**
 * A guard that lets through one statement that only reads, and binds every value. Loads the parser of the dialect, once per
 * process: PostgreSQL's own for PostgreSQL, else that of DataFusion.
 *
 * It is the first of several layers: plugins send what it let through in a read-only session, with the settings that
 * `LEXICAL_RULES` names.
 *
 * @param options.allowedFunctions names of functions that an administrator says only read, as they are called: `oee`, `dbo.oee`
 */
export async function createQueryGuard(options: {
  readonly dialect: SqlDialect;
  readonly allowedFunctions?: readonly string[];
}): Promise<QueryGuard> {
  const { dialect } = options;
  await (dialect === 'postgresql' ? loadPostgresqlParser() : loadTreeParser());
  const functions = createAllowedFunctions(dialect, options.allowedFunctions ?? []);
  const known = new LRUCache<string, PreparedQuery | AppError>({ max: KEPT_QUERIES });

  function examine(text: string): PreparedQuery {
    const tokens = lexSql(text, dialect);
    requireSelect(tokens);
    limitComplexity(tokens, dialect);
    const statement = buildStatement(tokens, dialect);
    if (dialect === 'postgresql') examinePostgresql(statement, functions);
    else examineTree(tokens, dialect, functions);
    const { sql, values } = statement;
    return {
      sql,
      variables: namesIn(values),
      bind: (parameters) => bindValues(values, parameters),
    };
  }

  function prepare(text: string): PreparedQuery {
    const kept = known.get(text) ?? attempt(() => examine(text));
    known.set(text, kept);
    if (kept instanceof AppError) throw kept;
    return kept;
  }

  return { prepare };
}

/** A refusal is kept as well: what is refused costs no more than what is sent. */
function attempt(work: () => PreparedQuery): PreparedQuery | AppError {
  try {
    return work();
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

function namesIn(values: readonly (readonly TextPart[])[]): string[] {
  const names = values.flat().flatMap((part) => (typeof part === 'string' ? [] : [part.variable]));
  return [...new Set(names)];
}
