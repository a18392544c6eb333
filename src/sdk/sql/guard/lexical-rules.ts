import type { SqlDialect } from './query-guard.ts';

/** How the text of a dialect falls into tokens: only forms that every server of it reads the same way. */
export interface LexicalRules {
  /** The rest of an unquoted name, after its first letter or `_`. */
  readonly nameRest: RegExp;
  /** Opening quote of a name to its closing quote. */
  readonly nameQuotes: Readonly<Record<string, string>>;
  /** Opening quotes of texts. */
  readonly textQuotes: readonly string[];
  /** Words that, standing before a quote, are part of the text: kept, and those that are refused. */
  readonly textPrefixes: readonly string[];
  readonly refusedPrefixes: readonly string[];
  /**
   * What a backslash in a text means: `plain`, itself; `escape`, whatever the server's settings say, so only `\%` and `\_`
   * may be written, which mean the same in any case; `not-last`, itself, but not before a quote.
   */
  readonly backslash: 'plain' | 'escape' | 'not-last';
  /** Whether `--` begins a comment only with a blank behind it. */
  readonly dashesNeedBlank: boolean;
  /** Whether `#` begins a comment. */
  readonly hashComments: boolean;
  readonly hexNumbers: boolean;
  /** Operators and punctuation, longest first. */
  readonly symbols: RegExp;
  placeholder(number: number): string;
}

const COMMON = String.raw`<>|<=|>=|!=|\|\||[-+*/%=<>(),.;]`;

/**
 * The session settings under which a server reads texts as these rules do. Plugins set them on every connection:
 * - PostgreSQL: `standard_conforming_strings = on`, and a client encoding of UTF8.
 * - MySQL and MariaDB: a `sql_mode` without ANSI_QUOTES and without ORACLE or MSSQL, a connection character set of utf8mb4,
 *   no `multipleStatements`. NO_BACKSLASH_ESCAPES does not matter, since backslashes are refused.
 * - SQL Server: `QUOTED_IDENTIFIER ON` (the driver's default); values as parameters of `sp_executesql`.
 * - SQLite and Oracle have no such setting.
 */
export const LEXICAL_RULES: Readonly<Record<SqlDialect, LexicalRules>> = {
  postgresql: {
    nameRest: /[\w$\p{L}\p{M}]*/uy,
    nameQuotes: { '"': '"' },
    textQuotes: ["'"],
    textPrefixes: ['b', 'x'],
    refusedPrefixes: ['e', 'n'],
    backslash: 'not-last',
    dashesNeedBlank: false,
    hashComments: false,
    hexNumbers: false,
    symbols: /::|[-+*/<>=~!@#%^&|`?]+|[(),.;:[\]]/y,
    placeholder: (number) => `$${number}`,
  },
  mysql: {
    nameRest: /[\w$\p{L}\p{M}]*/uy,
    nameQuotes: { '`': '`' },
    textQuotes: ["'", '"'],
    textPrefixes: ['b', 'x'],
    refusedPrefixes: ['n'],
    backslash: 'escape',
    dashesNeedBlank: true,
    hashComments: true,
    hexNumbers: true,
    symbols: new RegExp(String.raw`<=>|->>|->|<<|>>|&&|${COMMON}|[&|^~]`, 'y'),
    placeholder: () => '?',
  },
  sqlite: {
    nameRest: /[\w$\p{L}\p{M}]*/uy,
    nameQuotes: { '"': '"', '`': '`', '[': ']' },
    textQuotes: ["'"],
    textPrefixes: ['x'],
    refusedPrefixes: [],
    backslash: 'plain',
    dashesNeedBlank: false,
    hashComments: false,
    hexNumbers: true,
    symbols: new RegExp(String.raw`->>|->|==|<<|>>|${COMMON}|[&|~]`, 'y'),
    placeholder: () => '?',
  },
  'sql-server': {
    nameRest: /[\w$#\p{L}\p{M}]*/uy,
    nameQuotes: { '"': '"', '[': ']' },
    textQuotes: ["'"],
    textPrefixes: ['n'],
    refusedPrefixes: [],
    backslash: 'plain',
    dashesNeedBlank: false,
    hashComments: false,
    hexNumbers: true,
    symbols: new RegExp(String.raw`!<|!>|${COMMON}|[&|^~]`, 'y'),
    placeholder: (number) => `@p${number}`,
  },
  oracle: {
    nameRest: /[\w$#\p{L}\p{M}]*/uy,
    nameQuotes: { '"': '"' },
    textQuotes: ["'"],
    textPrefixes: ['n'],
    refusedPrefixes: ['q', 'nq'],
    backslash: 'plain',
    dashesNeedBlank: false,
    hashComments: false,
    hexNumbers: false,
    symbols: new RegExp(String.raw`\^=|${COMMON}`, 'y'),
    placeholder: (number) => `:p${number}`,
  },
};
