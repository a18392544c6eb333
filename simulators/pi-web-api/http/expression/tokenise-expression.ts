/** A piece of a performance equation. `quoted` is 'a tag' or 'a time', `text` is "a string". */
export type Token =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'quoted' | 'text' | 'word' | 'sign'; readonly value: string }
  | { readonly kind: 'end' };

/** What is wrong with an expression; the API answers 409 with it. */
export class ExpressionError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ExpressionError';
  }
}

const TOKEN =
  /\s*(?:(\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)|'([^']*)'|"([^"]*)"|([A-Za-z_]\w*)|(<>|<=|>=|\.\.|[-+*/^=<>(),;]))/y;

/** Cuts a performance equation into tokens; throws `ExpressionError` at the first character that fits nothing. */
export function tokeniseExpression(text: string): readonly Token[] {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  let at = 0;
  while (text.slice(at).trim() !== '') {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match) throw new ExpressionError(`Syntax error in the expression at character ${at + 1}.`);
    at = TOKEN.lastIndex;
    tokens.push(toToken(match));
  }
  return [...tokens, { kind: 'end' }];
}

function toToken([, number, quoted, text, word, sign]: RegExpExecArray): Token {
  if (number !== undefined) return { kind: 'number', value: Number(number) };
  if (quoted !== undefined) return { kind: 'quoted', value: quoted };
  if (text !== undefined) return { kind: 'text', value: text };
  if (word !== undefined) return { kind: 'word', value: word };
  return { kind: 'sign', value: sign ?? '' };
}
