/**
 * Reads JSON as the vendor's parser does: plain JSON, and also 'single quotes' and bare property
 * names, which the official samples send. Throws SyntaxError for anything else.
 */
export function parseLenientJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return JSON.parse(toStrict(text));
  }
}

const TOKEN = /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[A-Za-z_$][\w$]*|[^"'A-Za-z_$]+|["']/gs;
const WORDS = new Set(['true', 'false', 'null']);

function toStrict(text: string): string {
  let strict = '';
  for (const [token] of text.matchAll(TOKEN)) {
    if (token.length > 1 && token.startsWith("'")) strict += requote(token.slice(1, -1));
    else if (/^[A-Za-z_$]/.test(token) && !WORDS.has(token) && !/\d$/.test(strict)) {
      strict += JSON.stringify(token);
    } else strict += token;
  }
  return strict;
}

function requote(inner: string): string {
  return `"${inner.replaceAll("\\'", "'").replaceAll(/(?<!\\)"/g, '\\"')}"`;
}
