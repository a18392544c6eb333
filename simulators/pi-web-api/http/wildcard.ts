type Token =
  | { kind: 'run' }
  | { kind: 'one' }
  | { kind: 'set'; set: Set<string>; not: boolean }
  | { kind: 'is'; char: string };

/**
 * A PI name filter as a test: `*` any run, `?` one character, `[abc]` and `[!abc]` one of a set,
 * case ignored. Runs in linear-ish time whatever the pattern, so no filter can hang the server.
 */
export function wildcard(pattern: string): (text: string) => boolean {
  const lower = pattern.toLowerCase();
  if (lower === '*' || lower === '') return () => true;
  if (!/[*?[]/.test(lower)) return (text) => text.toLowerCase() === lower;
  if (/^[^*?[]+\*$/.test(lower)) {
    const start = lower.slice(0, -1);
    return (text) => text.toLowerCase().startsWith(start);
  }
  const tokens = tokenise(lower);
  return (text) => matches(tokens, text.toLowerCase());
}

function tokenise(pattern: string): readonly Token[] {
  const tokens: Token[] = [];
  const chars = [...pattern];
  for (let at = 0; at < chars.length; at += 1) {
    const char = chars[at] ?? '';
    const close = char === '[' ? chars.indexOf(']', at + 2) : -1;
    if (char === '*') tokens.push({ kind: 'run' });
    else if (char === '?') tokens.push({ kind: 'one' });
    else if (close > 0) {
      const not = chars[at + 1] === '!' || chars[at + 1] === '^';
      tokens.push({ kind: 'set', not, set: expand(chars.slice(at + (not ? 2 : 1), close)) });
      at = close;
    } else tokens.push({ kind: 'is', char });
  }
  return tokens;
}

function expand(chars: readonly string[]): Set<string> {
  const set = new Set<string>();
  for (let at = 0; at < chars.length; at += 1) {
    const from = chars[at] ?? '';
    const to = chars[at + 1] === '-' ? chars[at + 2] : undefined;
    if (to === undefined) set.add(from);
    else {
      for (let code = from.charCodeAt(0); code <= to.charCodeAt(0); code += 1) {
        set.add(String.fromCharCode(code));
      }
      at += 2;
    }
  }
  return set;
}

function matches(tokens: readonly Token[], text: string): boolean {
  let token = 0;
  let at = 0;
  let lastRun = -1;
  let resume = 0;
  while (at < text.length) {
    const current = tokens[token];
    if (current?.kind === 'run') {
      lastRun = token;
      token += 1;
      resume = at;
    } else if (current && accepts(current, text.charAt(at))) {
      token += 1;
      at += 1;
    } else if (lastRun >= 0) {
      token = lastRun + 1;
      resume += 1;
      at = resume;
    } else return false;
  }
  while (tokens[token]?.kind === 'run') token += 1;
  return token === tokens.length;
}

function accepts(token: Token, char: string): boolean {
  switch (token.kind) {
    case 'one':
    case 'run':
      return true;
    case 'is':
      return token.char === char;
    case 'set':
      return token.set.has(char) !== token.not;
  }
}
