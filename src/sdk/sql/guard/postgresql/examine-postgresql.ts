import { loadModule, parseSync, scanSync } from 'libpg-query';
import type { AllowedFunctions } from '../allowed-functions.ts';
import type { BuiltStatement } from '../build-statement.ts';
import {
  notAllowed,
  notASelect,
  notOneStatement,
  queryNotUnderstood,
  tableNotAllowed,
  writeDifferently,
} from '../guard.errors.ts';
import {
  POSTGRESQL_NODES,
  POSTGRESQL_OPERATORS,
  POSTGRESQL_SYSTEM_RELATIONS,
  POSTGRESQL_TYPES,
  UNNAMED_NODES,
} from './postgresql-nodes.ts';

/** A node of the parse tree; the fields that are looked at by name. */
interface Node {
  readonly stmts?: unknown;
  readonly funcname?: unknown;
  readonly functions?: unknown;
  readonly name?: unknown;
  readonly operName?: unknown;
  readonly useOp?: unknown;
  readonly names?: unknown;
  readonly schemaname?: unknown;
  readonly relname?: unknown;
  readonly method?: unknown;
  readonly ctequery?: unknown;
  readonly List?: unknown;
  readonly items?: unknown;
  readonly FuncCall?: unknown;
  readonly String?: unknown;
  readonly sval?: unknown;
}

const FIELDS = new Map(
  Object.entries(POSTGRESQL_NODES).map(([name, fields]) => [name, new Set(fields.split(' '))]),
);
/** Where a node stands in the text; nothing to examine. */
const PLACES = /^(?:location|stmt_location|stmt_len|.*_location)$/;
/** What people call what is refused most. */
const NAMES = new Map(
  Object.entries({
    intoClause: 'SELECT … INTO',
    lockingClause: 'FOR UPDATE or FOR SHARE',
    NamedArgExpr: 'An argument given by name (=>)',
    XmlExpr: 'XML',
    XmlSerialize: 'XML',
    CurrentOfExpr: 'CURRENT OF',
    RangeTableFunc: 'XMLTABLE',
    SetToDefault: 'DEFAULT',
  }),
);

/** Loads PostgreSQL's own parser, once per process. */
export async function loadPostgresqlParser(): Promise<void> {
  await loadModule();
}

/**
 * Examines a statement with PostgreSQL's own scanner and parser (of version 18).
 *
 * @throws AppError of kind `invalid` unless it is one SELECT that consists of what is listed in `postgresql-nodes.ts`
 */
export function examinePostgresql(statement: BuiltStatement, functions: AllowedFunctions): void {
  compareTokens(statement);
  const tree = parse(statement.sql);
  const statements = Array.isArray(tree.stmts) ? (tree.stmts as { stmt?: unknown }[]) : [];
  const [first, second] = statements;
  if (second) throw notOneStatement();
  const root = isNode(first?.stmt) ? first.stmt : {};
  const [kind] = Object.keys(root);
  if (kind !== 'SelectStmt') throw notASelect(statement.sql.slice(0, 20));
  let parameters = 0;

  function examineNamed(node: Node): void {
    for (const [name, content] of fieldsOf(node)) {
      examineNode(name, isNode(content) ? content : {});
    }
  }

  function examineNode(name: string, node: Node): void {
    const fields = FIELDS.get(name);
    if (!fields) throw refused(name);
    for (const [field, content] of fieldsOf(node)) {
      if (PLACES.test(field)) continue;
      if (!fields.has(field)) throw refused(field);
      examineContent(`${name}.${field}`, content);
    }
    examineMeaning(name, node);
  }

  function examineContent(path: string, content: unknown): void {
    if (Array.isArray(content)) {
      for (const each of content) examineContent(path, each);
      return;
    }
    if (!isNode(content)) return;
    const name = UNNAMED_NODES[path];
    if (name !== undefined) examineNode(name, content);
    else examineNamed(content);
  }

  function examineMeaning(name: string, node: Node): void {
    switch (name) {
      case 'ParamRef':
        parameters += 1;
        break;
      case 'FuncCall':
        functions.check(stringsIn(node.funcname), 'scalar');
        break;
      case 'RangeFunction':
        for (const each of callsIn(node.functions)) functions.check(each, 'table');
        break;
      case 'A_Expr':
      case 'SubLink':
        examineOperator(stringsIn(name === 'A_Expr' ? node.name : node.operName));
        break;
      case 'SortBy':
        examineOperator(stringsIn(node.useOp));
        break;
      case 'TypeName':
        examineType(stringsIn(node.names));
        break;
      case 'RangeVar':
        examineTable(textOf(node.schemaname), textOf(node.relname));
        break;
      case 'RangeTableSample':
        if (!['bernoulli', 'system'].includes(stringsIn(node.method).join('.'))) {
          throw notAllowed('TABLESAMPLE with a method of its own', 'Use BERNOULLI or SYSTEM.');
        }
        break;
      case 'CommonTableExpr':
        if (!isNode(node.ctequery) || !('SelectStmt' in node.ctequery)) {
          throw notAllowed(
            'WITH … (INSERT, UPDATE or DELETE)',
            'Plantline only reads: write a SELECT.',
          );
        }
        break;
    }
  }

  function examineOperator(parts: readonly string[]): void {
    const [operator, more] = parts[0] === 'pg_catalog' ? parts.slice(1) : parts;
    if (operator === undefined) return;
    if (more !== undefined || !POSTGRESQL_OPERATORS.has(operator)) {
      throw notAllowed(`The operator ${parts.join('.')}`, 'Use the database’s own operators.');
    }
  }

  function examineType(parts: readonly string[]): void {
    const [type, more] = parts[0] === 'pg_catalog' ? parts.slice(1) : parts;
    if (type === undefined || (more === undefined && POSTGRESQL_TYPES.has(type))) return;
    if (functions.isListed(parts.join('.'))) return;
    throw notAllowed(
      `The type ${parts.join('.')}`,
      'Use a type of PostgreSQL’s own, or have an administrator list it among the allowed functions of this source.',
    );
  }

  examineNamed(root);
  if (parameters !== statement.values.length) throw disagreement();
}

/** Our tokens are the server's: its own scanner finds the same, at the same places. */
function compareTokens({ sql, sent }: BuiltStatement): void {
  const found = attempt(() => scanSync(sql)).tokens;
  const bytes = Buffer.byteLength(sql) === sql.length ? undefined : Buffer.from(sql);
  const isSame = found.every((token, index) => {
    const own = sent[index];
    if (!own) return false;
    // The scanner counts bytes.
    const start = bytes ? bytes.toString('utf8', 0, token.start).length : token.start;
    const end = bytes ? bytes.toString('utf8', 0, token.end).length : token.end;
    return start === own.start && end === own.end;
  });
  if (!isSame || found.length !== sent.length) throw disagreement();
}

function parse(sql: string): Node {
  const tree: unknown = attempt(() => parseSync(sql));
  return isNode(tree) ? tree : {};
}

function attempt<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw queryNotUnderstood(error instanceof Error ? error.message : 'it is no SQL', error);
  }
}

function examineTable(schema: string, table: string): void {
  const isSystem = schema === 'pg_catalog' || schema === 'pg_toast' || table.startsWith('pg_');
  if (isSystem && !POSTGRESQL_SYSTEM_RELATIONS.has(table)) throw tableNotAllowed(table);
}

function disagreement(): Error {
  return writeDifferently(
    'The query',
    'Put blanks between its words and signs, and values outside of brackets.',
  );
}

function refused(name: string): Error {
  const known =
    NAMES.get(name) ?? (name.endsWith('Stmt') ? name.replace(/Stmt$/, '').toUpperCase() : name);
  return notAllowed(known, 'Leave it out: a query only reads tables and computes.');
}

/** The names of the functions called directly after FROM: of `ROWS FROM (…)` each. */
function callsIn(functions: unknown): string[][] {
  const found: string[][] = [];
  for (const each of Array.isArray(functions) ? (functions as unknown[]) : []) {
    const items = isNode(each) && isNode(each.List) ? each.List.items : undefined;
    const [call] = Array.isArray(items) ? (items as unknown[]) : [];
    if (isNode(call) && isNode(call.FuncCall)) found.push(stringsIn(call.FuncCall.funcname));
    else if (!isNode(call) || !('SQLValueFunction' in call)) {
      throw notAllowed('This after FROM', 'Write a table, a sub-query or a function.');
    }
  }
  return found;
}

function stringsIn(list: unknown): string[] {
  return (Array.isArray(list) ? (list as unknown[]) : []).map((each) =>
    isNode(each) && isNode(each.String) ? textOf(each.String.sval) : '',
  );
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function fieldsOf(node: Node): [string, unknown][] {
  return Object.entries(node);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
