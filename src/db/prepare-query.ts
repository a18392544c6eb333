import { sql } from 'kysely';
import type { Compilable, CompiledQuery, DialectAdapter, QueryResult, RawBuilder } from 'kysely';
import type { Executor, Reader } from './db.ts';
import { directConnectionOf } from './direct-connection.ts';

/** Stands in a prepared query for the value of that name. */
export type ValueOf<P> = <K extends keyof P & string>(name: K) => RawBuilder<P[K]>;

type Prepared<O> = {
  readonly compiled: CompiledQuery<O>;
  /** For each parameter of the text the function that finds its value. */
  readonly pick: readonly ((values: Readonly<Record<string, unknown>>) => unknown)[];
};

type Placeholder = { readonly [PLACEHOLDER]: string };
const PLACEHOLDER = Symbol('placeholder');

/**
 * Makes a query whose text is built once and only its values change. Building and compiling one costs several times
 * what SQLite needs to run it, and so does finding a connection where there is only one: that counts on the path every
 * message takes; elsewhere plain Kysely reads better.
 *
 * ```ts
 * const findUser = prepareQuery((db, value: ValueOf<{ id: string }>) =>
 *   db.selectFrom('users').selectAll().where('id', '=', value('id')));
 * const { rows } = await findUser(db, { id });
 * ```
 */
export function prepareQuery<P extends object, O>(
  build: (db: Executor, value: ValueOf<P>) => Compilable<O>,
): (db: Reader, values: P) => Promise<QueryResult<O>> {
  // Each open database has an adapter of its own, which its transactions share.
  const known = new WeakMap<DialectAdapter, Prepared<O>>();

  return async (db, values) => {
    const { adapter } = db.getExecutor();
    let prepared = known.get(adapter);
    if (!prepared) {
      prepared = prepare(build(db as Executor, placeholder).compile());
      known.set(adapter, prepared);
    }
    const { compiled, pick } = prepared;
    const parameters = pick.map((valueOf) => valueOf(values as Record<string, unknown>));
    const query = { ...compiled, parameters };
    const run = directConnectionOf(adapter);
    return run ? run(query) : await db.executeQuery(query);
  };
}

function placeholder<T>(name: string): RawBuilder<T> {
  return sql.val({ [PLACEHOLDER]: name } as T);
}

function prepare<O>(compiled: CompiledQuery<O>): Prepared<O> {
  return {
    compiled,
    pick: compiled.parameters.map((parameter) =>
      isPlaceholder(parameter) ? (values) => values[parameter[PLACEHOLDER]] : () => parameter,
    ),
  };
}

function isPlaceholder(parameter: unknown): parameter is Placeholder {
  return typeof parameter === 'object' && parameter !== null && PLACEHOLDER in parameter;
}
