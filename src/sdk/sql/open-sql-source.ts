import type { DataSource, DataSourceTools, TableInfo, TableQuery } from '../data-source.ts';
import type { CellValue, Table } from '../reading.ts';
import { checkSql } from './check-sql.ts';
import { createConnectionPool } from './connection-pool.ts';
import type { QueryGuard, SqlDialect } from './guard/index.ts';
import { createQueryGuard } from './load-query-guard.ts';
import type { SqlLimits } from './sql-config.ts';
import type { FoundTable, SqlDriver, SqlStatement } from './sql-driver.ts';
import { sqlTimeout } from './sql.errors.ts';
import { createTableCollector } from './table-collector.ts';
import { withinTime } from './within-time.ts';

/** Above the database's own limit: it ends a query itself where it can, and says so. */
const GRACE_MS = 500;
const IDLE_MS = 60_000;
const TABLES_KEPT_MS = 5 * 60_000;
const SAMPLE_ROWS = 3;
const SAMPLE_BYTES = 64_000;
const SAMPLE_WITHIN_MS = 500;
/** A schema of thousands of tables is shown at once; so many of its tables have a sample. */
const SAMPLED_TABLES = 100;
const SAMPLES_WITHIN_MS = 3_000;
/** Where so many samples were slow, the others will be. */
const SLOW_SAMPLES_MAX = 3;

/**
 * A data source that is asked in SQL. Every question is examined, bound, sent on a connection of a small pool, and ended
 * in the database when its signal ends. Opens nothing before the first question.
 */
export function openSqlSource<Connection>(
  dialect: SqlDialect,
  driver: SqlDriver<Connection>,
  config: SqlLimits,
  tools: DataSourceTools,
): DataSource {
  const { maxConnections, maxBytes, timeoutMs, allowedFunctions } = config;
  const pool = createConnectionPool(driver, { maxConnections, idleMs: IDLE_MS });
  let guard: Promise<QueryGuard> | undefined;
  let known: { readonly tables: readonly TableInfo[]; readonly readAtMs: number } | undefined;

  /** Lends a connection; what it was asked is asked once more where only an idle connection had broken meanwhile. */
  async function withConnection<T>(
    work: (connection: Connection) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    for (;;) {
      let wasFresh = true;
      try {
        return await pool.use(
          (connection, isFresh) => {
            wasFresh = isFresh;
            return work(connection);
          },
          signal,
          driver.isSound,
        );
      } catch (error) {
        if (signal.aborted) throw sqlTimeout();
        if (wasFresh || !driver.isLost(error)) throw driver.toError(error);
      }
    }
  }

  async function run(statement: SqlStatement, signal: AbortSignal, bytes: number): Promise<Table> {
    return await withConnection(async (connection) => {
      const collector = createTableCollector({ maxRows: statement.maxRows, maxBytes: bytes });
      const columns = await driver.query(connection, statement, collector);
      return collector.table(columns);
    }, signal);
  }

  async function query(question: TableQuery, signal: AbortSignal): Promise<Table> {
    if (signal.aborted) throw sqlTimeout();
    guard ??= createQueryGuard({ dialect, ...(allowedFunctions && { allowedFunctions }) });
    const prepared = (await guard).prepare(question.text);
    const values = prepared.bind(question.parameters);
    const statement = { sql: prepared.sql, values, maxRows: question.maxRows };
    return await withinTime(signal, timeoutMs + GRACE_MS, (limit) =>
      run(statement, limit, maxBytes),
    );
  }

  async function browse(signal: AbortSignal): Promise<readonly TableInfo[]> {
    const nowMs = tools.clock().getTime();
    if (known && Math.abs(nowMs - known.readAtMs) < TABLES_KEPT_MS) return known.tables;
    const tables = await withinTime(signal, timeoutMs + GRACE_MS, async (limit) =>
      withSamples(await withConnection((each) => driver.listTables(each), limit), limit),
    );
    known = { tables, readAtMs: nowMs };
    return tables;
  }

  /** Tables first: a view may be a whole report. What is slow or fails has no sample. */
  async function withSamples(
    found: readonly FoundTable[],
    signal: AbortSignal,
  ): Promise<readonly TableInfo[]> {
    const samples = new Map<FoundTable, readonly (readonly CellValue[])[]>();
    const inOrder = [
      ...found.filter(({ isView }) => !isView),
      ...found.filter((one) => one.isView),
    ];
    const endsAtMs = performance.now() + SAMPLES_WITHIN_MS;
    let slow = 0;
    for (const one of inOrder.slice(0, SAMPLED_TABLES)) {
      if (signal.aborted || performance.now() > endsAtMs || slow >= SLOW_SAMPLES_MAX) break;
      const statement = { sql: one.sampleSql, values: [], maxRows: SAMPLE_ROWS };
      try {
        const { rows } = await withinTime(signal, SAMPLE_WITHIN_MS, (limit) =>
          run(statement, limit, SAMPLE_BYTES),
        );
        if (rows.every((row) => row.length === one.table.columns.length)) samples.set(one, rows);
      } catch (error) {
        tools.log.debug({ error, table: one.table.name }, 'No sample of a table');
        slow += 1;
      }
    }
    return found.map((one) => {
      const sample = samples.get(one);
      return sample ? { ...one.table, sample } : one.table;
    });
  }

  return {
    query,
    browse,
    check: (signal) =>
      checkSql(
        driver,
        {
          clock: tools.clock,
          probe: () => run({ sql: driver.probeSql, values: [], maxRows: 1 }, signal, maxBytes),
        },
        signal,
      ),
    close: () => pool.close(),
  };
}
