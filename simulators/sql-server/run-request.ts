import { guessType, columnTypeOf } from './column-type.ts';
import type { StoredValue } from './column-type.ts';
import type { Store } from './open-store.ts';
import type { Request } from './read-request.ts';
import type { Column, ServerError } from './tokens.ts';
import { readResultTypes, readSettings, translate } from './translate.ts';
import { describeParameters } from './describe-parameters.ts';

/** A refusal as the server words it. */
export class RefusedRequest extends Error {
  readonly error: ServerError;

  constructor(number: number, severity: number, message: string) {
    super(message);
    this.error = { number, state: 1, severity, message };
  }
}

export type Answer = {
  readonly settings: readonly string[];
  /** Undefined when the request had no statement but settings. */
  readonly result?: {
    readonly columns: readonly Column[];
    readonly rows: readonly (readonly StoredValue[])[];
  };
};

/** Tables that exist and that nobody may read. */
const DENIED = /\bsecret_wages\b/i;
const GUESS_FROM_ROWS = 20;

/** @throws RefusedRequest as SQL Server would refuse it */
export function runRequest(store: Store, request: Request): Answer {
  const { settings, statement: text } = readSettings(request.sql);
  const described = describeParameters(store, text, request.parameters);
  if (described) return { settings, result: described };
  const wrapped = readResultTypes(text);
  const inner = wrapped && request.parameters.find(({ name }) => name === wrapped.statement);
  const sql = translate(wrapped ? String(inner?.value) : text);
  if (sql === '') return { settings };
  if (!/^\s*(?:SELECT|WITH|VALUES)\b/i.test(sql)) {
    throw new RefusedRequest(262, 14, 'permission denied in database by this stand-in.');
  }
  if (DENIED.test(sql)) {
    throw new RefusedRequest(
      229,
      14,
      "The SELECT permission was denied on the object 'secret_wages', database 'Plant', schema 'dbo'.",
    );
  }
  const statement = refuseAsServer(() => store.database.prepare(sql).raw(true));
  const values = Object.fromEntries(
    request.parameters
      .filter(({ name }) => new RegExp(`${name}\\b`).test(sql))
      .map(({ name, value }) => [
        name.slice(1),
        typeof value === 'boolean' ? BigInt(value) : value,
      ]),
  );
  const all = refuseAsServer(() => statement.all(values) as (readonly StoredValue[])[]);
  const rows = all.slice(0, rowCountOf(settings));
  const columns = statement.columns().map(({ name, column, table }, index) => {
    const wanted = wrapped?.types[index];
    const cells = rows.slice(0, GUESS_FROM_ROWS).map((row) => row[index] ?? null);
    return {
      // What has no name of its own has none on this server.
      name: column === null && !/^\w+$/.test(name) ? '' : name,
      type: wanted ? columnTypeOf(wanted) : (store.typeOf(table, column) ?? guessType(cells)),
    };
  });
  return { settings, result: { columns, rows } };
}

/** `SET ROWCOUNT`; zero is no limit. */
function rowCountOf(settings: readonly string[]): number | undefined {
  const setting = settings.findLast((one) => one.startsWith('ROWCOUNT '));
  return Number(setting?.split(' ')[1] ?? 0) || undefined;
}

function refuseAsServer<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, table] = /no such table: (\S+)/.exec(message) ?? [];
    if (table !== undefined) throw new RefusedRequest(208, 16, `Invalid object name '${table}'.`);
    const [, column] = /no such column: (\S+)/.exec(message) ?? [];
    if (column !== undefined) throw new RefusedRequest(207, 16, `Invalid column name '${column}'.`);
    const [, name] = /no such function: (\S+)/.exec(message) ?? [];
    if (name !== undefined) {
      throw new RefusedRequest(195, 15, `'${name}' is not a recognized built-in function name.`);
    }
    const [, near] = /near "(.*)": syntax error/.exec(message) ?? [];
    throw new RefusedRequest(102, 15, `Incorrect syntax near '${near ?? message}'.`);
  }
}
