import type { AppError } from '../app-error.ts';
import type { CheckStep, ParameterValue, TableInfo } from '../data-source.ts';
import type { ConnectionMaker } from './connection-pool.ts';
import type { TableCollector } from './table-collector.ts';

/** A statement that was examined, and its values in the order of its placeholders. */
export interface SqlStatement {
  readonly sql: string;
  readonly values: readonly ParameterValue[];
  /** The database needs to send no more than one row above it. */
  readonly maxRows: number;
}

/** What an account could do besides reading, and how to have one that cannot. */
export interface WriteRights {
  /** In words, such as `it is a superuser`; empty for an account that can only read. */
  readonly found: readonly string[];
  /** Statements that make an account that can only read, in order. */
  readonly statements: readonly string[];
  /** What is said of one that can only read, where that is not the account. */
  readonly note?: string;
}

/** What a database answered when it was greeted. */
export interface Greeting {
  /** Such as `PostgreSQL 17.4`. */
  readonly product: string;
  /** Absent for what is no server. */
  readonly tls?: Pick<CheckStep, 'message' | 'warning'>;
  /** The account; absent where there is no log-in. */
  readonly user?: string;
}

/** A table as `browse` finds it, with how its sample is asked for. */
export interface FoundTable {
  readonly table: TableInfo;
  readonly isView: boolean;
  /** A statement that gives a few rows of it, as wide as its columns, each cell small. */
  readonly sampleSql: string;
}

/** One kind of database: how to connect to it, ask it, and tell what it says. Everything else is `openSqlSource`. */
export interface SqlDriver<Connection> extends ConnectionMaker<Connection> {
  /**
   * Runs one statement in a transaction that can only read, and leaves none open. Rows go to the collector; once it is
   * full no more are fetched.
   *
   * @returns the names of its columns
   */
  query(
    connection: Connection,
    statement: SqlStatement,
    collector: TableCollector,
  ): Promise<readonly string[]>;
  /** What the driver threw, as an error for people. */
  toError(error: unknown): AppError;
  /** Whether the connection can be used after what the driver threw. */
  isSound(error: unknown): boolean;
  /** Whether the connection broke: what was asked on it may be asked again on another. */
  isLost(error: unknown): boolean;
  greet(connection: Connection): Promise<Greeting>;
  /** Tables and views that the account may read. */
  countReadable(connection: Connection): Promise<number>;
  findWriteRights(connection: Connection): Promise<WriteRights>;
  /** The database's clock in ms since 1970 UTC; absent where it is the one of this machine. */
  readClockMs?(connection: Connection): Promise<number>;
  /** A statement that gives one row, for the last step of a test. */
  readonly probeSql: string;
  listTables(connection: Connection): Promise<readonly FoundTable[]>;
}
