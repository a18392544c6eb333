import { piSelectCannot } from './pi-select.errors.ts';

/** A text between single quotes, in which `{name}` stands for a parameter. */
export type TextPart = { readonly text: string } | { readonly parameter: string };

export type Token =
  | { readonly kind: 'word'; readonly text: string; readonly isQuoted: boolean }
  | { readonly kind: 'text'; readonly parts: readonly TextPart[]; readonly text: string }
  | { readonly kind: 'number'; readonly number: number; readonly text: string }
  | { readonly kind: 'parameter'; readonly name: string; readonly text: string }
  | { readonly kind: 'sign'; readonly text: string };

const TOKENS: readonly (readonly [RegExp, (match: RegExpExecArray) => Token | undefined])[] = [
  [/\s+/y, () => undefined],
  [/'((?:[^']|'')*)'/y, ([text, inner = '']) => textToken(text, inner.replaceAll("''", "'"))],
  [/\{([A-Za-z_]\w*)\}/y, ([text, name = '']) => ({ kind: 'parameter', name, text })],
  [/\[([^\]]+)\]|"([^"]+)"/y, ([, a, b]) => ({ kind: 'word', text: a ?? b ?? '', isQuoted: true })],
  [/[A-Za-z_]\w*/y, ([text]) => ({ kind: 'word', text, isQuoted: false })],
  [/[+-]?\d+(?:\.\d+)?(?![\w.])/y, ([text]) => ({ kind: 'number', number: Number(text), text })],
  [/<>|!=|>=|<=|[=<>(),*;]/y, ([text]) => ({ kind: 'sign', text })],
];

/**
 * The words, texts, numbers, parameters and signs of a query.
 *
 * @throws AppError `pi.select_cannot` for a comment or whatever else is none of these
 */
export function readTokens(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const before = at;
    for (const [pattern, toToken] of TOKENS) {
      pattern.lastIndex = at;
      const match = pattern.exec(text);
      if (!match) continue;
      const token = toToken(match);
      if (token) tokens.push(token);
      at = pattern.lastIndex;
      break;
    }
    if (at > before) continue;
    const rest = text.slice(at);
    if (/^(?:--|\/\*|#)/.test(rest)) throw piSelectCannot('a comment', 'Take it out.');
    if (rest.startsWith("'")) throw piSelectCannot('a text without its closing quote', 'Close it.');
    throw piSelectCannot(`"${rest.slice(0, 12)}"`);
  }
  return tokens;
}

function textToken(text: string, inner: string): Token {
  const parts: TextPart[] = [];
  let at = 0;
  for (const match of inner.matchAll(/\{([A-Za-z_]\w*)\}/g)) {
    if (match.index > at) parts.push({ text: inner.slice(at, match.index) });
    parts.push({ parameter: match[1] ?? '' });
    at = match.index + match[0].length;
  }
  if (at < inner.length || parts.length === 0) parts.push({ text: inner.slice(at) });
  return { kind: 'text', parts, text };
}
