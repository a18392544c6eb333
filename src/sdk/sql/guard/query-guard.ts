import type { ParameterValue } from '../../data-source.ts';

/** Whose SQL it is. `mysql`: MySQL and MariaDB. */
export type SqlDialect = 'postgresql' | 'mysql' | 'sqlite' | 'sql-server' | 'oracle';

/** A query that was examined: it may be sent. */
export interface PreparedQuery {
  /** The text to send, with the dialect's own placeholders: `$1`… | `?` | `?` | `@p1`… | `:p1`… */
  readonly sql: string;
  /** Names of the variables in it, each once. */
  readonly variables: readonly string[];
  /**
   * Values in placeholder order. A `Date` (an instant) stays a `Date`: the plugin turns it into what its driver wants.
   *
   * @throws AppError of kind `invalid`: `sql.parameter_missing`, or `sql.bad_parameter` for a value no database takes
   */
  bind(parameters: Readonly<Record<string, ParameterValue>>): readonly ParameterValue[];
}

export interface QueryGuard {
  /**
   * @throws AppError of kind `invalid`, code `sql.…`: one sentence that says what is not allowed and what to write instead
   */
  prepare(text: string): PreparedQuery;
}
