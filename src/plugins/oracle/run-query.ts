import type { ResultSet } from 'oracledb';
import type { SqlStatement, TableCollector } from '#sdk/sql';
import { bindValue } from './bind-value.ts';
import type { OracleConnection } from './open-connection.ts';
import { fetchTypeOf, oracleCell } from './oracle-cell.ts';

const ROWS_AT_ONCE = 100;

/**
 * Runs one statement in a transaction that the database itself keeps from changing anything, and ends it.
 *
 * @returns the names of its columns
 */
export async function runQuery(
  connection: OracleConnection,
  { sql, values, maxRows }: SqlStatement,
  collector: TableCollector,
  timeZone: string,
): Promise<readonly string[]> {
  const { client, library } = connection;
  await client.execute('SET TRANSACTION READ ONLY');
  try {
    const { resultSet } = await client.execute<readonly unknown[]>(
      sql,
      values.map((value) => bindValue(value, timeZone, library)),
      {
        resultSet: true,
        outFormat: library.OUT_FORMAT_ARRAY,
        fetchArraySize: Math.min(ROWS_AT_ONCE, maxRows + 1),
        prefetchRows: Math.min(ROWS_AT_ONCE, maxRows + 1),
        fetchTypeHandler: (column) => fetchTypeOf(library, column),
      },
    );
    return resultSet ? await collect(connection, resultSet, maxRows, collector) : [];
  } finally {
    if (connection.tunnel.isOpen()) await client.rollback();
  }
}

async function collect(
  { library }: OracleConnection,
  resultSet: ResultSet<readonly unknown[]>,
  maxRows: number,
  collector: TableCollector,
): Promise<readonly string[]> {
  const columns = resultSet.metaData.map(({ name, dbType }) => ({ name, dbType }));
  try {
    for (let left = maxRows + 1; left > 0;) {
      const rows = await resultSet.getRows(Math.min(ROWS_AT_ONCE, left));
      for (const row of rows) {
        const cells = row.map((value, index) => {
          const column = columns[index];
          return column ? oracleCell(value, column, library) : null;
        });
        if (!collector.add(cells)) return columns.map(({ name }) => name);
      }
      if (rows.length === 0) break;
      left -= rows.length;
    }
    return columns.map(({ name }) => name);
  } finally {
    await resultSet.close();
  }
}

/** Rows of a statement of Plantline’s own, by the names of its columns. */
export async function askRows<T>(
  { client, library, tunnel }: OracleConnection,
  sql: string,
): Promise<readonly T[]> {
  tunnel.received.begin();
  const { rows = [] } = await client.execute<T>(sql, [], { outFormat: library.OUT_FORMAT_OBJECT });
  return rows;
}
