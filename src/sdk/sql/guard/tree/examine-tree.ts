import type { AllowedFunctions } from '../allowed-functions.ts';
import {
  notAllowed,
  notASelect,
  notOneStatement,
  tableNotAllowed,
  writeDifferently,
} from '../guard.errors.ts';
import type { SqlToken } from '../sql-token.ts';
import { type Mark, toParserText } from './parser-text.ts';
import { isRefusedWord } from './refused-words.ts';
import { checkTable } from './system-tables.ts';
import { TREE_FIELDS, TREE_NODES, TREE_WORDS } from './tree-forms.ts';
import { type TreeDialect, parseTree } from './tree-parser.ts';

/** A node of the parse tree; the fields that are looked at by name. */
interface Node {
  readonly value?: unknown;
  readonly span?: unknown;
  readonly quote_style?: unknown;
  readonly name?: unknown;
  readonly SingleQuotedString?: unknown;
  readonly Placeholder?: unknown;
  readonly with_hints?: unknown;
  readonly args?: unknown;
  readonly Identifier?: unknown;
  readonly Function?: unknown;
  readonly Unnamed?: unknown;
  readonly Expr?: unknown;
  readonly prefix?: unknown;
  readonly start?: unknown;
  readonly line?: unknown;
  readonly column?: unknown;
}

/** Hints of SQL Server that take no lock, or fewer. */
const READING_HINTS = new Set(
  'nolock readuncommitted readpast readcommitted readcommittedlock noexpand forceseek forcescan snapshot nowait'.split(
    ' ',
  ),
);
/** Fields whose text is data, not a word of the parser's. */
const DATA_FIELDS = new Set([
  'HexStringLiteral',
  'value',
  'quote_style',
  'Number',
  'SingleQuotedString',
  'Placeholder',
]);
/** Packages and accounts of Oracle's own: what is called on them without parentheses looks like a column. */
const ORACLE_PACKAGE =
  /^(?:utl_|dbms_|owa|ht[pf]$|sys$|system$|apex_|ctx_|ctxsys$|xdb|sdo_|ord|mdsys$|wwv_|nextval$|currval$)/;

const NAMES = new Map(
  Object.entries({
    into: 'SELECT … INTO',
    locks: 'FOR UPDATE or FOR SHARE',
    Assignment: 'Setting a variable (:=)',
    optimizer_hints: 'A hint to the database',
  }),
);

/**
 * Examines a statement with the parser of its dialect. The parser never sees what stands in quotes, only marks, and must
 * find every mark where it was put: what a text or a value is was decided by `lexSql` alone.
 *
 * @throws AppError of kind `invalid` unless it is one query that consists of what is listed in `tree-forms.ts`
 */
export function examineTree(
  tokens: readonly SqlToken[],
  dialect: TreeDialect,
  functions: AllowedFunctions,
): void {
  refuseWords(tokens, dialect);
  const given = toParserText(tokens, dialect);
  const statements = parseTree(given.text, dialect);
  const [first, second] = Array.isArray(statements) ? (statements as unknown[]) : [];
  if (second !== undefined) throw notOneStatement();
  if (!isNode(first) || !('Query' in first)) {
    throw notASelect(isNode(first) ? (Object.keys(first)[0] ?? '').toUpperCase() : '');
  }
  const found: { texts: Mark[]; values: Mark[] } = { texts: [], values: [] };
  const qualifiers: string[][] = [];
  const tables = new Set<string>();

  function examine(content: unknown, field: string): void {
    if (content === null || content === undefined || typeof content === 'boolean') return;
    if (typeof content === 'number') return;
    if (typeof content === 'string') {
      examineText(content, field);
      return;
    }
    if (Array.isArray(content)) {
      for (const each of content) examine(each, field);
      return;
    }
    if (isNode(content)) examineNode(content);
  }

  function examineText(text: string, field: string): void {
    const mark = field === 'path' ? given.texts.find((each) => each.text === text) : undefined;
    if (mark) found.texts.push(mark);
    else if (field === 'Custom' && /^(?:\d{1,4}|max)$/i.test(text)) return;
    else if (!DATA_FIELDS.has(field) && !TREE_WORDS.has(text)) throw refused(text);
  }

  function examineNode(node: Node): void {
    for (const [key, content] of fieldsOf(node)) {
      if (key === 'span' || key.endsWith('_token') || isAbsent(content)) continue;
      const isKind = /^[A-Z]/.test(key);
      if (!(isKind ? TREE_NODES : TREE_FIELDS).has(key)) throw refused(key);
      if (isKind) examineKind(key, content);
      if (key === 'alias' && isNode(content)) collectTextAlias(content);
      examine(content, key);
    }
    if (isNode(node.value) && 'span' in node) collectMark(node.value, node.span);
    if (isNode(node.name) && 'columns' in node) noteTable(node.name);
  }

  /** The aliases of tables and the names of WITH. */
  function noteTable(name: Node): void {
    if (typeof name.value === 'string') tables.add(name.value.toLowerCase());
  }

  /** MySQL, SQLite and SQL Server take a text for the name of a result's column. The parser does not say where. */
  function collectTextAlias({ value, quote_style: quote }: Node): void {
    const mark = given.texts.find(({ text }) => text === value);
    if (quote === "'" && mark) found.texts.push(mark);
  }

  function collectMark(value: Node, span: unknown): void {
    const column = columnOf(span);
    if (typeof value.SingleQuotedString === 'string') {
      found.texts.push({ text: value.SingleQuotedString, column });
    }
    if (typeof value.Placeholder === 'string') {
      found.values.push({ text: value.Placeholder, column });
    }
  }

  function examineKind(kind: string, content: unknown): void {
    if (kind === 'Function' && isNode(content)) functions.check(partsOf(content.name), 'scalar');
    if (kind === 'Table' && isNode(content)) examineTable(content);
    if (kind === 'Prefixed' && isNode(content)) examinePrefix(content);
    if (kind === 'Custom' && Array.isArray(content)) examineType(partsOf(content[0]));
    if (dialect !== 'oracle') return;
    if (kind === 'CompoundIdentifier') qualifiers.push(partsOf(content));
    if (kind === 'Identifier' && isNode(content)) refusePackages(partsOf([content]));
  }

  function examinePrefix(node: Node): void {
    const [prefix = ''] = partsOf([node.prefix]);
    if (prefix.toLowerCase() !== 'connect_by_root') throw refused(`${prefix} before a value`);
  }

  function examineTable(table: Node): void {
    const name = partsOf(table.name);
    if (dialect === 'oracle') refusePackages(name);
    for (const part of [name.at(-1), name.join('.')]) if (part) tables.add(part.toLowerCase());
    const hints = Array.isArray(table.with_hints) ? (table.with_hints as unknown[]) : [];
    for (const hint of hints) examineHint(hint);
    const args = isNode(table.args) && Array.isArray(table.args.args) ? table.args.args : undefined;
    if (!args) {
      checkTable(name, dialect);
      return;
    }
    const words = (args as unknown[]).map(wordOfArgument);
    const isHinted =
      dialect === 'sql-server' &&
      words.length > 0 &&
      words.every((word) => READING_HINTS.has(word));
    if (isHinted) checkTable(name, dialect);
    else functions.check(name, 'table');
  }

  function examineHint(hint: unknown): void {
    const [word = ''] = isNode(hint)
      ? partsOf(
          isNode(hint.Identifier)
            ? [hint.Identifier]
            : isNode(hint.Function)
              ? hint.Function.name
              : [],
        )
      : [];
    if (!READING_HINTS.has(word.toLowerCase())) {
      throw notAllowed(`The hint ${word}`, 'Leave it out; NOLOCK and READPAST may be given.');
    }
  }

  function examineType(parts: readonly string[]): void {
    const type = parts.join('.').toLowerCase();
    const known =
      /^(?:number|varchar2|nvarchar2|nchar|raw|long|binary_(?:float|double)|money|smallmoney|smalldatetime|datetime2|sysname|uniqueidentifier|xml|image|ntext|year|bool)$/;
    if (!known.test(type) && !functions.isListed(type)) {
      throw notAllowed(`The type ${parts.join('.')}`, 'Use a type of the database’s own.');
    }
  }

  examineNode(first);
  compareMarks(found.texts, given.texts);
  compareMarks(found.values, given.values);
  for (const parts of qualifiers) checkQualifier(parts, tables);
}

function refuseWords(tokens: readonly SqlToken[], dialect: TreeDialect): void {
  for (const [index, token] of tokens.entries()) {
    if (token.kind !== 'word') continue;
    const next = tokens[index + 1];
    const isCalled = next?.kind === 'symbol' && next.text === '(';
    if (isRefusedWord(token.text, dialect, isCalled)) {
      throw notAllowed(
        token.text.toUpperCase(),
        'Plantline only reads. If it is the name of a column, write it in the quotes of a name.',
      );
    }
  }
}

/** In Oracle `a.b` may call the function `b` of a package: `a` must be what the query reads from. */
function checkQualifier(parts: readonly string[], tables: ReadonlySet<string>): void {
  refusePackages(parts);
  const qualifier = parts.slice(0, -1).join('.').toLowerCase();
  if (!tables.has(qualifier)) {
    throw notAllowed(
      `${parts.join('.')}, which is no column of a table after FROM,`,
      'Name the table or its alias, or leave it out.',
    );
  }
}

function refusePackages(parts: readonly string[]): void {
  const found = parts.find((part) => ORACLE_PACKAGE.test(part.toLowerCase()));
  if (found !== undefined) throw tableNotAllowed(parts.join('.'));
}

/** The parser found every text and value once, where it was put. */
function compareMarks(found: readonly Mark[], given: readonly Mark[]): void {
  const sorted = found.toSorted((one, other) => one.column - other.column);
  const isSame = given.every(
    (mark, index) => sorted[index]?.text === mark.text && sorted[index].column === mark.column,
  );
  if (isSame && sorted.length === given.length) return;
  throw writeDifferently(
    'The query',
    'Put blanks between its words and signs, and make it simpler.',
  );
}

function refused(name: string): Error {
  const known = NAMES.get(name) ?? name.replaceAll('_', ' ');
  return notAllowed(known, 'Leave it out: a query only reads tables and computes.');
}

function wordOfArgument(argument: unknown): string {
  const expression =
    isNode(argument) && isNode(argument.Unnamed) ? argument.Unnamed.Expr : undefined;
  const identifier = isNode(expression) ? expression.Identifier : undefined;
  const value = isNode(identifier) ? identifier.value : undefined;
  return typeof value === 'string' ? value.toLowerCase() : '';
}

/** The parts of a name: a list of identifiers, some of them wrapped. */
function partsOf(name: unknown): string[] {
  return (Array.isArray(name) ? (name as unknown[]) : []).map((part) => {
    const identifier = isNode(part) && isNode(part.Identifier) ? part.Identifier : part;
    return isNode(identifier) && typeof identifier.value === 'string' ? identifier.value : '';
  });
}

function columnOf(span: unknown): number {
  const start = isNode(span) ? span.start : undefined;
  return isNode(start) && start.line === 1 && typeof start.column === 'number' ? start.column : -1;
}

function isAbsent(content: unknown): boolean {
  return (
    content === null ||
    content === undefined ||
    content === false ||
    (Array.isArray(content) && content.length === 0)
  );
}

function fieldsOf(node: Node): [string, unknown][] {
  return Object.entries(node);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
