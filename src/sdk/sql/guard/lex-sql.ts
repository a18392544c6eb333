import {
  notAllowed,
  queryEmpty,
  queryTooComplex,
  queryTooLong,
  variableMisplaced,
  writeDifferently,
} from './guard.errors.ts';
import { LEXICAL_RULES } from './lexical-rules.ts';
import type { SqlDialect } from './query-guard.ts';
import type { SqlToken, TextPart } from './sql-token.ts';

export const QUERY_MAX_CHARACTERS = 20_000;
const TOKENS_MAX = 4_000;
const NAME_MAX_CHARACTERS = 128;

const BLANK = /[ \t\r\n]+/y;
const NAME_START = /[A-Za-z_\p{L}]/uy;
const VARIABLE = /\{([A-Za-z_]\w{0,39})\}/y;
const VARIABLES = /\{([A-Za-z_]\w{0,39})\}/g;
/** Not `1.`, `1_000`, `0b1`, `1e`: versions differ on these. */
const NUMBER = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][-+]?\d+)?/y;
const HEX_NUMBER = /0x[\dA-Fa-f]+/y;
const GLUED = /[\w$#@\p{L}\p{M}]/uy;
/** No quotes, brackets, backslashes or comments: wherever a quoted name ends, everybody agrees. */
const NAME_REFUSED = /['"`[\]\\;{}\p{C}\p{Zl}\p{Zp}]|--|\/\*|\*\//u;

/**
 * Splits a query into tokens. Comments are left out, and so never sent. Whatever two servers, two settings or the parser
 * could read differently is refused here: what is left has one reading.
 *
 * @throws AppError of kind `invalid`
 */
export function lexSql(text: string, dialect: SqlDialect): SqlToken[] {
  if (text.length > QUERY_MAX_CHARACTERS) throw queryTooLong(QUERY_MAX_CHARACTERS);
  refuseOddCharacters(text);
  const rules = LEXICAL_RULES[dialect];
  const tokens: SqlToken[] = [];
  let at = 0;
  let spaced = false;

  function take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at += match[0].length;
    return match;
  }

  function takeComment(): boolean {
    const isDashes = text.startsWith('--', at);
    if (isDashes || (rules.hashComments && text[at] === '#')) {
      if (isDashes && rules.dashesNeedBlank && !/^--(?:\s|$)/.test(text.slice(at, at + 3))) {
        throw writeDifferently(
          'Two dashes without a blank behind them',
          'Write a blank behind the dashes of a comment, and - -1 for minus minus one.',
        );
      }
      const end = text.indexOf('\n', at);
      refuseVariables(text.slice(at, end === -1 ? undefined : end));
      at = end === -1 ? text.length : end;
      return true;
    }
    if (!text.startsWith('/*', at)) return false;
    if (/^\/\*M?[!+]/.test(text.slice(at, at + 4))) {
      throw notAllowed('A comment that the database carries out (/*! or /*+)', 'Leave it out.');
    }
    const end = text.indexOf('*/', at + 2);
    const body = end === -1 ? undefined : text.slice(at + 2, end);
    if (body === undefined || body.includes('/*')) {
      throw writeDifferently(
        'A comment within a comment, or one that does not end',
        'Leave the comment out.',
      );
    }
    refuseVariables(body);
    at = end + 2;
    return true;
  }

  function takeText(prefix: string): void {
    const quote = text[at] ?? '';
    let end = at + 1;
    for (;;) {
      end = text.indexOf(quote, end);
      if (end === -1) throw writeDifferently('A text without closing quote', 'Close it.');
      if (text[end + 1] !== quote) break;
      end += 2;
    }
    const written = text.slice(at + 1, end).replaceAll(quote + quote, quote);
    refuseBackslashes(written, text.slice(at + 1, end + 1), quote);
    at = end + 1;
    const parts = toParts(written);
    const variable = parts.find((part) => typeof part !== 'string');
    if (variable && !['', 'n'].includes(prefix.toLowerCase())) {
      throw variableMisplaced(variable.variable, 'in a text of bits', 'Write it without quotes.');
    }
    if (variable) push({ kind: 'value', parts });
    else push({ kind: 'text', text: written.replaceAll("'", "''"), prefix });
  }

  function refuseBackslashes(written: string, withQuote: string, quote: string): void {
    const advice = 'Make the text a variable, such as {name}, and double a quote within a text.';
    if (rules.backslash === 'escape' && /\\(?![%_])/.test(withQuote)) {
      throw writeDifferently('A backslash in a text', advice);
    }
    if (rules.backslash === 'not-last' && withQuote.includes(`\\${quote}`)) {
      throw writeDifferently('A backslash before a quote', advice);
    }
    if (/[\p{Cc}]/u.test(written.replaceAll(/[\t\n\r]/g, ''))) {
      throw writeDifferently('A control character in a text', 'Make the text a variable.');
    }
  }

  function takeName(): void {
    const open = text[at] ?? '';
    const close = rules.nameQuotes[open] ?? '';
    const end = text.indexOf(close, at + 1);
    const name = end === -1 ? '' : text.slice(at + 1, end);
    refuseVariables(name, 'within the quotes of a name', 'Values go where a value is compared.');
    if (
      name === '' ||
      name.length > NAME_MAX_CHARACTERS ||
      NAME_REFUSED.test(name) ||
      text[end + 1] === close
    ) {
      throw writeDifferently(
        'A quoted name that is empty, does not end, or has quotes, brackets or backslashes in it',
        'Have a view made with a plainer name.',
      );
    }
    at = end + 1;
    push({ kind: 'name', text: name, open, close });
  }

  function takeWord(): void {
    const start = at;
    at += String.fromCodePoint(text.codePointAt(at) ?? 0).length;
    take(rules.nameRest);
    const word = text.slice(start, at);
    refuseDisguise(word);
    const lower = word.toLowerCase();
    if (lower === 'u' && /^&['"]/.test(text.slice(at, at + 2))) throw refusedPrefix(`${word}&`);
    if (rules.textQuotes.includes(text[at] ?? '')) {
      const isIntroducer = dialect === 'mysql' && word.startsWith('_');
      if (rules.refusedPrefixes.includes(lower) || isIntroducer) throw refusedPrefix(word);
      if (rules.textPrefixes.includes(lower)) {
        takeText(word);
        return;
      }
    }
    push({ kind: 'word', text: word });
  }

  function takeSymbol(): boolean {
    const symbol = takeSymbolText();
    if (symbol === undefined) return false;
    push({ kind: 'symbol', text: symbol });
    return true;
  }

  function takeSymbolText(): string | undefined {
    const match = take(rules.symbols);
    if (!match) return undefined;
    let symbol = match[0];
    // PostgreSQL's own rules: an operator ends before a comment, and in + or - only with a sign that makes it no sum.
    const comment = symbol.search(/--|\/\*/);
    if (comment > 0) symbol = symbol.slice(0, comment);
    while (symbol.length > 1 && /[-+]$/.test(symbol) && !/[~!@#%^&|`?]/.test(symbol)) {
      symbol = symbol.slice(0, -1);
    }
    at -= match[0].length - symbol.length;
    return symbol;
  }

  function takeNumber(): boolean {
    const match = (rules.hexNumbers && take(HEX_NUMBER)) || take(NUMBER);
    if (!match) return false;
    GLUED.lastIndex = at;
    const previous = tokens.at(-1);
    const isAfterName = !spaced && (previous?.kind === 'word' || previous?.kind === 'name');
    if (GLUED.test(text) || text[at] === '.' || isAfterName) {
      throw writeDifferently(
        `A number such as ${match[0].slice(0, 20)} with letters or a point directly at it`,
        'Put a blank between them, or quotes around a name that begins with a digit.',
      );
    }
    push({ kind: 'number', text: match[0] });
    return true;
  }

  function push(token: DistributedOmit<SqlToken, 'spaced'>): void {
    if (tokens.length >= TOKENS_MAX) throw queryTooComplex('words and signs');
    refuseGlued(tokens.at(-1), token, spaced);
    tokens.push({ ...token, spaced });
    spaced = false;
  }

  while (at < text.length) {
    const char = text[at] ?? '';
    if (take(BLANK) || takeComment()) {
      spaced = true;
      continue;
    }
    const variable = take(VARIABLE);
    if (variable) push({ kind: 'value', parts: [{ variable: variable[1] ?? '' }] });
    else if (rules.textQuotes.includes(char)) takeText('');
    else if (Object.hasOwn(rules.nameQuotes, char)) takeName();
    else if (isAt(NAME_START, text, at)) takeWord();
    else if (!takeNumber() && !takeSymbol()) throw refusedCharacter(char, dialect);
  }
  while (isSymbol(tokens.at(-1), ';')) tokens.pop();
  if (tokens.length === 0) throw queryEmpty();
  return tokens;
}

type DistributedOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;

function isAt(pattern: RegExp, text: string, at: number): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

function isSymbol(token: SqlToken | undefined, text: string): boolean {
  return token?.kind === 'symbol' && token.text === text;
}

function toParts(written: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of written.matchAll(VARIABLES)) {
    if (match.index > from) parts.push(written.slice(from, match.index));
    parts.push({ variable: match[1] ?? '' });
    from = match.index + match[0].length;
  }
  if (from < written.length) parts.push(written.slice(from));
  return parts;
}

function refuseVariables(
  text: string,
  place = 'in a comment',
  advice = 'Leave it out of the comment.',
): void {
  const [found] = text.matchAll(VARIABLES);
  if (found) throw variableMisplaced(found[1] ?? '', place, advice);
}

/** NUL, other controls, separators and halves of characters: each of them some server reads in a way of its own. */
function refuseOddCharacters(text: string): void {
  if (/[\0-\x08\v\f\x0E-\x1F\x7F]|\r(?!\n)/.test(text)) {
    throw writeDifferently('A control character', 'Use blanks and line ends only.');
  }
  if (!text.isWellFormed() || /[\u0080-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/.test(text)) {
    throw writeDifferently('An odd character', 'Use ordinary letters, blanks and line ends.');
  }
}

/** Letters that become ASCII when a server compares them regardless of case or width, such as K for Kelvin. */
function refuseDisguise(word: string): void {
  for (const letter of word) {
    if (letter <= '\x7F') continue;
    const forms = [letter.normalize('NFKC'), letter.toLowerCase(), letter.toUpperCase()];
    if (letter.length > 1 || forms.some((form) => /^[\0-\x7F]\p{M}*$/u.test(form))) {
      throw writeDifferently(
        'A letter that looks like another one',
        'Write names in ordinary letters, or in the quotes of a name.',
      );
    }
  }
}

function refuseGlued(
  previous: SqlToken | undefined,
  token: DistributedOmit<SqlToken, 'spaced'>,
  spaced: boolean,
): void {
  if (!previous || previous.kind === 'symbol' || token.kind === 'symbol') return;
  const isText = (kind: SqlToken['kind']): boolean => kind === 'text' || kind === 'value';
  if (isText(previous.kind) && isText(token.kind)) {
    throw writeDifferently(
      'Two texts or values side by side',
      'Join them: with || or CONCAT, or in one pair of quotes.',
    );
  }
  if (spaced) return;
  if (previous.kind === 'word' && token.kind === 'text') return;
  throw writeDifferently(
    'Names, numbers or values without anything between them',
    'Put a blank between them.',
  );
}

function refusedPrefix(prefix: string): Error {
  return writeDifferently(
    `A text with ${prefix.slice(0, 10)} before its quote`,
    "Write it in plain single quotes, a quote within it as two: 'it''s'.",
  );
}

function refusedCharacter(char: string, dialect: SqlDialect): Error {
  if (char === '?' || char === ':' || (char === '$' && dialect !== 'sql-server')) {
    return writeDifferently(
      `The character ${char}`,
      'Write a value that is given later as {name}, and a text in single quotes.',
    );
  }
  if (char === '@') {
    return notAllowed('@', 'Write a value as {name}; variables and other servers are not used.');
  }
  if (char === '{' || char === '}') {
    return writeDifferently(
      'A brace that is no {name}',
      'Write a variable as {name} with letters, digits and _.',
    );
  }
  return writeDifferently(
    `The character ${char.isWellFormed() ? char : '(odd)'}`,
    'Leave it out, or put it in quotes.',
  );
}
