const PIECE = /q?'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|:?[\w$#]+|\s+|./gi;

const WORDS: Readonly<Record<string, string>> = {
  SYSTIMESTAMP: 'now_zoned()',
  CURRENT_TIMESTAMP: 'now_zoned()',
  SYSDATE: 'now_local()',
  LOCALTIMESTAMP: 'now_local()',
  USER: 'user_name()',
};

/** A query of this stand-in’s small part of Oracle’s SQL, as SQLite has it. */
export function translate(statement: string): string {
  const pieces = (statement.match(PIECE) ?? []).filter((piece) => !/^(?:--|\/\*)/.test(piece));
  return pieces
    .map((piece) => WORDS[piece.toUpperCase()] ?? piece)
    .join('')
    .replaceAll(/\bFETCH\s+(?:FIRST|NEXT)\s+(\d+|:\w+)\s+ROWS?\s+ONLY/gi, 'LIMIT $1')
    .trim();
}
