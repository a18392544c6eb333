import { apiError } from './errors.ts';

/** How a search filter compares; a bare `:` is written `=` here. */
export type SearchOperator = '=' | '<>' | '<' | '<=' | '>' | '>=';

/** One filter of a search query: `Tag:=sin*`, `Value:>5`, or nested `Element:{Name:'x'}`. */
export type SearchFilter = {
  /** As written, without quotes; the caller compares without regard to case. */
  readonly name: string;
  readonly operator: SearchOperator;
  readonly value: string;
  readonly nested?: readonly (readonly SearchFilter[])[];
};

/** A whole query: any of the rows, in which all filters must hold. */
export type SearchQuery = readonly (readonly SearchFilter[])[];

const FILTER = /^\s*("[^"]*"|'[^']*'|[^\s:{}"']+)\s*:(<>|<=|>=|<|>|=)?\s*/;
const VALUE = /^("[^"]*"|'[^']*'|[^\s{}"'][^\s{}]*)/;

/**
 * Reads the search syntax of points/search and of the AF searches: rows joined by OR, filters in a
 * row by AND or a blank; a value alone is compared with `alone` (Tag for points, Name in AF).
 * Bad syntax is 400.
 */
export function parseSearchQuery(text: string, alone: string): SearchQuery {
  const { rows, rest } = readRows(text, alone, false);
  if (rest.trim() !== '') throw syntaxError(text);
  return rows;
}

function readRows(
  text: string,
  alone: string,
  nested: boolean,
): { rows: SearchQuery; rest: string } {
  const rows: SearchFilter[][] = [[]];
  let rest = text.trimStart();
  const isEnd = (text: string) => text === '' || (nested && text.startsWith('}'));
  while (!isEnd(rest)) {
    const word = /^(AND|OR)(?=\s|$)/i.exec(rest);
    const row = rows.at(-1) ?? [];
    if (word) {
      if (row.length === 0) throw syntaxError(text);
      if (word[0].toUpperCase() === 'OR') rows.push([]);
      rest = rest.slice(word[0].length).trimStart();
      if (rest === '') throw syntaxError(text);
      continue;
    }
    const read = readFilter(rest, alone);
    row.push(read.filter);
    rest = read.rest.trimStart();
  }
  return { rows: rows.filter((row) => row.length > 0), rest };
}

function readFilter(text: string, alone: string): { filter: SearchFilter; rest: string } {
  const head = FILTER.exec(text);
  if (!head || looksLikeTagName(text, head)) {
    const value = VALUE.exec(text);
    if (!value) throw syntaxError(text);
    const filter: SearchFilter = { name: alone, operator: '=', value: unquote(value[0]) };
    return { filter, rest: text.slice(value[0].length) };
  }
  const name = unquote(head[1] ?? '');
  const operator = operatorOf(head[2]);
  const rest = text.slice(head[0].length);
  if (rest.startsWith('{')) {
    const inner = readRows(rest.slice(1), 'Name', true);
    if (!inner.rest.startsWith('}')) throw syntaxError(text);
    return { filter: { name, operator, value: '', nested: inner.rows }, rest: inner.rest.slice(1) };
  }
  const value = VALUE.exec(rest);
  if (!value) throw syntaxError(text);
  return {
    filter: { name, operator, value: unquote(value[0]) },
    rest: rest.slice(value[0].length),
  };
}

/** `BA:TEMP.1` is a tag; `Tag:x` is a filter: a colon with no operator counts only after a known word or before a quote or brace. */
function looksLikeTagName(text: string, head: RegExpExecArray): boolean {
  if (head[2] !== undefined) return false;
  if (/^["'{]/.test(text.slice(head[0].length))) return false;
  return !KNOWN.has((head[1] ?? '').toLowerCase());
}

const KNOWN = new Set([
  'tag',
  'name',
  'descriptor',
  'description',
  'pointsource',
  'pointtype',
  'pointclass',
  'pointid',
  'engunits',
  'digitalset',
  'step',
  'future',
  'value',
  'timestamp',
  'isgood',
  'questionable',
  'substituted',
  'annotated',
  'template',
  'category',
  'categoryname',
  'root',
  'element',
  'type',
  'elementname',
  'alldescendants',
  'start',
  'end',
  'inprogress',
  'severity',
  'sortfield',
  'sortorder',
]);

function operatorOf(text: string | undefined): SearchOperator {
  switch (text) {
    case '<>':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return text;
    default:
      return '=';
  }
}

function unquote(text: string): string {
  return /^(["']).*\1$/s.test(text) ? text.slice(1, -1) : text;
}

function syntaxError(text: string) {
  return apiError(400, `The search query is not valid near '${text.slice(0, 80)}'.`);
}
