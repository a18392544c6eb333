import { variableMisplaced } from './guard.errors.ts';
import { LEXICAL_RULES } from './lexical-rules.ts';
import type { SqlDialect } from './query-guard.ts';
import type { SqlToken, TextPart } from './sql-token.ts';

/** A token as it stands in the text that is sent. */
export interface SentToken {
  readonly start: number;
  readonly end: number;
}

export interface BuiltStatement {
  readonly sql: string;
  /** What is bound, in placeholder order. */
  readonly values: readonly (readonly TextPart[])[];
  readonly sent: readonly SentToken[];
}

/** Before these a database wants the text itself, not a value given later. */
const TYPE_WORDS = new Set(['date', 'time', 'timestamp', 'timestamptz', 'datetime']);

/** The text to send: the tokens with placeholders for values, one blank for whatever stood between them. */
export function buildStatement(tokens: readonly SqlToken[], dialect: SqlDialect): BuiltStatement {
  const { placeholder } = LEXICAL_RULES[dialect];
  const values: (readonly TextPart[])[] = [];
  const sent: SentToken[] = [];
  let sql = '';

  function write(token: SqlToken, previous: SqlToken | undefined): string {
    switch (token.kind) {
      case 'word':
      case 'number':
      case 'symbol':
        return token.text;
      case 'name':
        return `${token.open}${token.text}${token.close}`;
      case 'text':
        return `${token.prefix}'${token.text}'`;
      case 'value':
        refuseTypedValue(token.parts, previous, dialect);
        values.push(token.parts);
        return placeholder(values.length);
    }
  }

  for (const [index, token] of tokens.entries()) {
    if (token.spaced && sql !== '') sql += ' ';
    const written = write(token, tokens[index - 1]);
    sent.push({ start: sql.length, end: sql.length + written.length });
    sql += written;
  }
  return { sql, values, sent };
}

function refuseTypedValue(
  parts: readonly TextPart[],
  previous: SqlToken | undefined,
  dialect: SqlDialect,
): void {
  if (previous?.kind !== 'word') return;
  const word = previous.text.toLowerCase();
  const isInterval = word === 'interval' && dialect !== 'mysql';
  if (!isInterval && !TYPE_WORDS.has(word)) return;
  const variable = parts.find((part) => typeof part !== 'string')?.variable ?? '';
  throw variableMisplaced(
    variable,
    `behind the word ${word.toUpperCase()}`,
    isInterval
      ? `Write {${variable}} * INTERVAL '1' HOUR, or leave the word out where the value is an instant.`
      : `Write it without that word, or CAST({${variable}} AS ${word.toUpperCase()}).`,
  );
}
