import type { Column } from './answers.ts';
import { guessType } from './column-type.ts';
import type { StoredValue } from './column-type.ts';
import type { Store } from './open-store.ts';
import type { BoundValue } from './read-message.ts';
import { translate } from './translate.ts';

/** A refusal as Oracle numbers and words it. */
export class RefusedQuery extends Error {
  readonly code: number;
  readonly position: number;

  constructor(code: number, message: string, position = 0) {
    super(`ORA-${String(code).padStart(5, '0')}: ${message}\n`);
    this.code = code;
    this.position = position;
  }
}

export type QueryResult = {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly StoredValue[])[];
};

const DENIED = /\bSECRET_WAGES\b/i;
const GUESS_FROM_ROWS = 20;

/** @throws RefusedQuery as Oracle would refuse it */
export function runQuery(store: Store, sql: string, binds: readonly BoundValue[]): QueryResult {
  if (!/^\s*(?:SELECT|WITH)\b/i.test(sql)) throw new RefusedQuery(1031, 'insufficient privileges');
  if (DENIED.test(sql)) throw new RefusedQuery(1031, 'insufficient privileges');
  const statement = refuseAsServer(sql, () => store.database.prepare(translate(sql)).raw(true));
  const values = valuesOf(sql, binds);
  const rows = refuseAsServer(sql, () => statement.all(values) as (readonly StoredValue[])[]);
  const columns = statement.columns().map(({ name, column, table }, index) => ({
    name: name.toUpperCase(),
    type:
      store.typeOf(table, column) ??
      guessType(rows.slice(0, GUESS_FROM_ROWS).map((row) => row[index] ?? null)),
  }));
  return { columns, rows };
}

/** A client sends a value for each place in a statement, in order. */
function valuesOf(sql: string, binds: readonly BoundValue[]): Record<string, BoundValue> {
  const places = Array.from(sql.matchAll(/'(?:[^']|'')*'|"[^"]*"|:(\w+)/g), ([, name]) => name);
  const names = places.filter((name) => name !== undefined);
  return Object.fromEntries(names.map((name, index) => [name, binds[index] ?? null]));
}

function refuseAsServer<T>(sql: string, run: () => T): T {
  try {
    return run();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, table] = /no such table: (\S+)/.exec(message) ?? [];
    if (table !== undefined) {
      const position = Math.max(sql.toUpperCase().indexOf(table.toUpperCase()), 0);
      throw new RefusedQuery(942, 'table or view does not exist', position);
    }
    const [, column] = /no such column: (\S+)/.exec(message) ?? [];
    const name = column?.toUpperCase().split('.').join('"."');
    if (name !== undefined) throw new RefusedQuery(904, `"${name}": invalid identifier`);
    if (/no such function/.test(message))
      throw new RefusedQuery(904, `${message}: invalid identifier`);
    throw new RefusedQuery(933, 'SQL command not properly ended');
  }
}
