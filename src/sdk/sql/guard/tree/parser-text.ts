import { notAllowed } from '../guard.errors.ts';
import type { SqlToken } from '../sql-token.ts';
import type { TreeDialect } from './tree-parser.ts';

/** Where the parser must find a text or a value, and what it is called there. */
export interface Mark {
  readonly text: string;
  /** From 1, in characters. */
  readonly column: number;
}

export interface ParserText {
  readonly text: string;
  readonly texts: readonly Mark[];
  readonly values: readonly Mark[];
}

const OPTIONS =
  /^(?:recompile|maxdop \d+|maxrecursion \d+|fast \d+|force order|optimize for unknown)$/;

/**
 * The tokens as the parser is given them: on one line, what stands in quotes as a mark without any sign that could end it,
 * and a few forms that it does not know as ones that it does, so that everything in them is examined all the same.
 */
export function toParserText(tokens: readonly SqlToken[], dialect: TreeDialect): ParserText {
  const texts: Mark[] = [];
  const values: Mark[] = [];
  let text = '';
  let column = 1;

  function write(part: string): void {
    if (text !== '') {
      text += ' ';
      column += 1;
    }
    text += part;
    column += [...part].length;
  }

  for (const token of rewrite(tokens, dialect)) {
    const place = column + (text === '' ? 0 : 1);
    switch (token.kind) {
      case 'word':
      case 'number':
      case 'symbol':
        write(token.text);
        break;
      case 'name':
        write(dialect === 'mysql' ? `\`${token.text}\`` : `"${token.text}"`);
        break;
      case 'text': {
        const mark = `t${texts.length}`;
        texts.push({ text: mark, column: place });
        write(`'${mark}'`);
        break;
      }
      case 'value': {
        const mark = `:p${values.length + 1}`;
        values.push({ text: mark, column: place });
        write(mark);
        break;
      }
    }
  }
  return { text, texts, values };
}

/** Operators that the parser does not know in a dialect, and ones that stand between the same things. */
const OPERATORS: Readonly<Record<string, string>> = {
  '<<': '|',
  '>>': '|',
  '!<': '>=',
  '!>': '<=',
  '^=': '<>',
};

/** A form that the parser does not know: how many tokens it takes, and what stands for them. */
interface Rewriting {
  readonly form: RegExp;
  readonly taken: number;
  readonly given: string;
}

const REWRITINGS: Readonly<Record<TreeDialect, readonly Rewriting[]>> = {
  mysql: [{ form: /^with rollup\b/, taken: 2, given: '' }],
  sqlite: [
    { form: /^indexed by [\w#]/, taken: 3, given: '' },
    { form: /^isnull\b/, taken: 1, given: 'IS NULL' },
    { form: /^not indexed\b/, taken: 2, given: '' },
    { form: /^glob\b/, taken: 1, given: 'LIKE' },
    { form: /^as materialized \(/, taken: 2, given: 'AS' },
    { form: /^as not materialized \(/, taken: 3, given: 'AS' },
    { form: /^is not (?!null|true|false|distinct)/, taken: 2, given: 'IS DISTINCT FROM' },
    { form: /^is (?!not|null|true|false|distinct)/, taken: 1, given: 'IS NOT DISTINCT FROM' },
  ],
  'sql-server': [
    { form: /^with (?:rollup|cube)\b/, taken: 2, given: '' },
    { form: /^grouping sets \(/, taken: 2, given: 'ROLLUP' },
    { form: /^, \( \)/, taken: 3, given: ', 0' },
  ],
  oracle: [
    { form: /^order siblings by\b/, taken: 2, given: 'ORDER' },
    { form: /^keep \( dense_rank (?:first|last) order$/, taken: 4, given: 'OVER (' },
  ],
};

function rewrite(tokens: readonly SqlToken[], dialect: TreeDialect): SqlToken[] {
  const result: SqlToken[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (!token) break;
    const words = wordsAt(tokens, at);
    if (dialect === 'sql-server' && words.startsWith('option (')) {
      at = endOfOptions(tokens, at);
      continue;
    }
    const found = REWRITINGS[dialect].find(({ form }) => form.test(words));
    const operator = token.kind === 'symbol' ? OPERATORS[token.text] : undefined;
    if (found) {
      result.push(...found.given.split(' ').filter(Boolean).map(toToken));
      at += found.taken - 1;
    } else if (operator !== undefined) {
      result.push(toToken(operator));
    } else {
      result.push(token);
    }
  }
  return result;
}

function toToken(text: string): SqlToken {
  return { kind: /^[A-Z]/.test(text) ? 'word' : 'symbol', text, spaced: true };
}

/** The next five tokens as words in small letters. */
function wordsAt(tokens: readonly SqlToken[], at: number): string {
  return tokens
    .slice(at, at + 5)
    .map((token) => (token.kind === 'word' || token.kind === 'symbol' ? token.text : '#'))
    .join(' ')
    .toLowerCase();
}

/** `OPTION (…)` of SQL Server ends a statement. */
function endOfOptions(tokens: readonly SqlToken[], at: number): number {
  const inside = tokens.slice(at + 2, -1).map((token) => ('text' in token ? token.text : '#'));
  const last = tokens.at(-1);
  const isRight =
    last?.kind === 'symbol' &&
    last.text === ')' &&
    inside
      .join(' ')
      .toLowerCase()
      .split(' , ')
      .every((option) => OPTIONS.test(option));
  if (!isRight) {
    throw notAllowed(
      'This OPTION',
      'Leave it out; RECOMPILE, MAXDOP and MAXRECURSION may be given.',
    );
  }
  return tokens.length;
}
