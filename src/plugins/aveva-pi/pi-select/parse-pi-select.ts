import { piSelectBadValue, piSelectCannot, piSelectLacks } from './pi-select.errors.ts';
import { type TextPart, type Token, readTokens } from './read-tokens.ts';

export type Operand =
  | { readonly kind: 'text'; readonly parts: readonly TextPart[] }
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'parameter'; readonly name: string };

export type Comparison = '=' | '<>' | '<' | '<=' | '>' | '>=';

export const PI_COLUMNS = [
  'id',
  'tag',
  'timestamp',
  'value',
  'unit',
  'quality',
  'description',
] as const;
export type PiColumn = (typeof PI_COLUMNS)[number];

/** A bound of the time: `isOpen` where the instant itself is left out. */
export type TimeBound = { readonly at: Operand; readonly isOpen: boolean };

/** What a query in PI's own small form asks. */
export interface PiSelect {
  /** With the name each is given; undefined for `*`. */
  readonly columns: readonly { readonly column: PiColumn; readonly name: string }[] | undefined;
  readonly top: Operand | undefined;
  readonly tag: Operand;
  readonly from: TimeBound | undefined;
  readonly until: TimeBound | undefined;
  readonly values: readonly { readonly comparison: Comparison; readonly operand: Operand }[];
  readonly isOldestFirst: boolean;
}

const OTHER_NAMES: Readonly<Record<string, PiColumn>> = {
  time: 'timestamp',
  units: 'unit',
  engunits: 'unit',
  status: 'quality',
  descriptor: 'description',
};
const COMPARISONS: ReadonlySet<string> = new Set(['=', '<>', '<', '<=', '>', '>=']);
const STATISTICS = /^(?:avg|average|sum|total|min|minimum|max|maximum|count|stdev|stddev|range)$/;
const TEXT_LENGTH_MAX = 20_000;

/**
 * Reads `SELECT [TOP n] columns FROM Point WHERE tag = '…' [AND …] [ORDER BY timestamp [ASC|DESC]] [LIMIT n]`. Every word
 * of the text is either understood or refused: nothing is skipped.
 *
 * @throws AppError `pi.select_cannot` that names the part PI's form has not, `pi.select_incomplete` for what is missing
 */
export function parsePiSelect(text: string): PiSelect {
  if (text.length > TEXT_LENGTH_MAX) throw piSelectCannot('so long a text');
  const tokens = readTokens(text);
  let at = 0;

  const peek = (ahead = 0): Token | undefined => tokens[at + ahead];
  const isWord = (word: string, ahead = 0): boolean => wordOf(peek(ahead)) === word;
  const isSign = (sign: string, ahead = 0): boolean => {
    const token = peek(ahead);
    return token?.kind === 'sign' && token.text === sign;
  };

  function takeWord(word: string): boolean {
    if (!isWord(word)) return false;
    at += 1;
    return true;
  }

  function takeSign(sign: string): boolean {
    if (!isSign(sign)) return false;
    at += 1;
    return true;
  }

  function operand(where: string): Operand {
    const token = peek();
    at += 1;
    if (token?.kind === 'text') return { kind: 'text', parts: token.parts };
    if (token?.kind === 'number') return { kind: 'number', number: token.number };
    if (token?.kind === 'parameter') return { kind: 'parameter', name: token.name };
    if (token?.kind === 'word' && isSign('(')) throw piSelectCannot(`${token.text}(…)`);
    if (token === undefined) throw piSelectLacks(`a value after ${where}`);
    throw piSelectCannot(`${token.text} after ${where}`);
  }

  function readCount(where: string): Operand {
    const inParentheses = takeSign('(');
    const count = operand(where);
    if (inParentheses && !takeSign(')')) throw piSelectLacks(`a ")" after ${where}`);
    if (isWord('percent')) throw piSelectCannot('PERCENT');
    if (count.kind === 'text') throw piSelectBadValue(where, 'a whole number');
    return count;
  }

  function readColumns(): PiSelect['columns'] {
    if (takeSign('*')) return undefined;
    const columns: { column: PiColumn; name: string }[] = [];
    do {
      const token = peek();
      if (token?.kind !== 'word' || (!token.isQuoted && token.text.toLowerCase() === 'from')) {
        throw token ? piSelectCannot(`${token.text} as a column`) : piSelectLacks('its columns');
      }
      at += 1;
      if (isSign('(')) throw aggregate(token.text);
      const column = columnOf(token.text);
      if (column === undefined) throw unknownColumn(token.text);
      columns.push({ column, name: takeWord('as') ? readName() : token.text });
    } while (takeSign(','));
    return columns;
  }

  function readName(): string {
    const token = peek();
    at += 1;
    if (token?.kind !== 'word') throw piSelectLacks('a name after AS');
    return token.text;
  }

  if (!takeWord('select'))
    throw peek() ? piSelectCannot(peek()?.text ?? '') : piSelectLacks('everything');
  if (isWord('distinct')) throw piSelectCannot('DISTINCT');
  if (isWord('all')) throw piSelectCannot('ALL');
  let top = takeWord('top') ? readCount('TOP') : undefined;
  const columns = readColumns();
  if (!takeWord('from'))
    throw peek() ? piSelectCannot(peek()?.text ?? '') : piSelectLacks('FROM Point');
  const table = readName();
  if (table.toLowerCase() !== 'point') throw piSelectCannot(`FROM ${table}`);
  if (isSign(',')) throw piSelectCannot('a second table');

  let tag: Operand | undefined;
  let from: TimeBound | undefined;
  let until: TimeBound | undefined;
  const values: { comparison: Comparison; operand: Operand }[] = [];

  function setFrom(bound: TimeBound): void {
    if (from) throw piSelectCannot('two conditions on where the time begins');
    from = bound;
  }

  function setUntil(bound: TimeBound): void {
    if (until) throw piSelectCannot('two conditions on where the time ends');
    until = bound;
  }

  function readCondition(): void {
    if (isSign('(')) throw piSelectCannot('parentheses around conditions');
    if (isWord('not') || isWord('exists')) throw piSelectCannot(peek()?.text.toUpperCase() ?? '');
    const token = peek();
    if (token?.kind !== 'word') {
      throw token
        ? piSelectCannot(`a condition that begins with ${token.text}`)
        : piSelectLacks('a condition after WHERE');
    }
    at += 1;
    if (isSign('(')) throw aggregate(token.text);
    const column = columnOf(token.text);
    if (column !== 'tag' && column !== 'timestamp' && column !== 'value') {
      throw piSelectCannot(`a condition on ${token.text}`);
    }
    if (takeWord('between')) {
      if (column === 'tag') throw piSelectCannot('BETWEEN for a tag');
      const least = operand('BETWEEN');
      if (!takeWord('and')) throw piSelectLacks('AND after BETWEEN');
      const most = operand('AND');
      if (column === 'timestamp') {
        setFrom({ at: least, isOpen: false });
        setUntil({ at: most, isOpen: false });
      } else {
        values.push({ comparison: '>=', operand: least }, { comparison: '<=', operand: most });
      }
      return;
    }
    const sign = peek();
    const comparison = sign?.text === '!=' ? '<>' : (sign?.text ?? '');
    if (sign?.kind !== 'sign' || !isComparison(comparison)) {
      throw sign
        ? piSelectCannot(`${token.text} ${sign.text.toUpperCase()}`)
        : piSelectLacks(`a comparison after ${token.text}`);
    }
    at += 1;
    const right = operand(`${token.text} ${comparison}`);
    if (column === 'tag') {
      if (comparison !== '=') {
        throw piSelectCannot(
          `tag ${comparison}`,
          'Name one tag with =, and make a trigger for each other.',
        );
      }
      if (tag) throw piSelectCannot('two tags', 'Make a trigger for each, and a group of both.');
      tag = right;
    } else if (column === 'value') {
      values.push({ comparison, operand: right });
    } else {
      if (comparison === '=' || comparison === '<>') {
        throw piSelectCannot(`timestamp ${comparison}`, 'Ask for a time with >= and <.');
      }
      const bound = { at: right, isOpen: comparison === '<' || comparison === '>' };
      if (comparison === '>' || comparison === '>=') setFrom(bound);
      else setUntil(bound);
    }
  }

  if (takeWord('where')) {
    do readCondition();
    while (takeWord('and'));
    if (isWord('or')) throw piSelectCannot('OR', 'Make a trigger for each, and a group of both.');
  }
  let isOldestFirst = false;
  if (takeWord('order')) {
    if (!takeWord('by')) throw piSelectLacks('BY after ORDER');
    const by = readName();
    if (columnOf(by) !== 'timestamp') throw piSelectCannot(`ORDER BY ${by}`);
    isOldestFirst = takeWord('asc') || !takeWord('desc');
    if (isSign(',')) throw piSelectCannot('a second column to order by');
  }
  if (takeWord('limit')) {
    if (top) throw piSelectCannot('both TOP and LIMIT', 'Keep one of them.');
    top = readCount('LIMIT');
  }
  const isEnded = takeSign(';');
  const rest = peek();
  if (rest && isEnded) throw piSelectCannot('a second statement', 'Ask one thing at a time.');
  if (rest) throw piSelectCannot(nameOfClause(rest, peek(1)));
  if (!tag) throw piSelectLacks("a tag, as in WHERE tag = '…'");
  return { columns, top, tag, from, until, values, isOldestFirst };
}

function wordOf(token: Token | undefined): string | undefined {
  return token?.kind === 'word' && !token.isQuoted ? token.text.toLowerCase() : undefined;
}

function columnOf(name: string): PiColumn | undefined {
  const folded = name.toLowerCase();
  return PI_COLUMNS.find((column) => column === folded) ?? OTHER_NAMES[folded];
}

function isComparison(sign: string): sign is Comparison {
  return COMPARISONS.has(sign);
}

function aggregate(name: string) {
  return STATISTICS.test(name.toLowerCase())
    ? piSelectCannot(`${name}(…)`, 'For a statistic make a trigger of the type "summary".')
    : piSelectCannot(`${name}(…)`);
}

function unknownColumn(name: string) {
  return piSelectCannot(`the column ${name}`, `It has ${PI_COLUMNS.join(', ')}.`);
}

/** `GROUP BY`, `JOIN`, or whatever else follows what was understood. */
function nameOfClause(token: Token, next: Token | undefined): string {
  const text = token.text.toUpperCase();
  return (text === 'GROUP' || text === 'PARTITION') && next
    ? `${text} ${next.text.toUpperCase()}`
    : text;
}
