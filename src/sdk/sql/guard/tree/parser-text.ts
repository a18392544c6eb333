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

function rewrite(tokens: readonly SqlToken[], dialect: TreeDialect): SqlToken[] {
  const result: SqlToken[] = [];
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (!token) break;
    const words = wordsAt(tokens, at);
    if (dialect === 'mysql' && /^with rollup\b/.test(words)) {
      at += 1;
    } else if (dialect === 'sqlite' && words.startsWith('indexed by ')) {
      at += 2;
    } else if (dialect === 'sqlite' && words.startsWith('not indexed')) {
      at += 1;
    } else if (dialect === 'sqlite' && /^glob\b/.test(words)) {
      result.push({ kind: 'word', text: 'LIKE', spaced: true });
    } else if (dialect === 'sql-server' && words.startsWith('option (')) {
      at = endOfOptions(tokens, at);
    } else if (dialect === 'oracle' && /^keep \( dense_rank (?:first|last) order$/.test(words)) {
      result.push({ kind: 'word', text: 'OVER', spaced: true });
      result.push({ kind: 'symbol', text: '(', spaced: true });
      at += 3;
    } else {
      result.push(token);
    }
  }
  return result;
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
