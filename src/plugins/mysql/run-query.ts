import type { FieldPacket } from 'mysql2';
import type { CellValue } from '#sdk';
import { sqlConnectionLost, type TableCollector } from '#sdk/sql';
import { type ToCell, mysqlCell } from './mysql-cell.ts';
import type { MysqlConnection } from './open-connection.ts';
import type { SessionZone } from './session-zone.ts';

/** The part of a command of the driver that tells rows as they come. */
type Streaming = NodeJS.EventEmitter & {
  on(event: 'fields', listener: (fields: readonly FieldPacket[]) => void): Streaming;
  on(event: 'result', listener: (row: unknown[]) => void): Streaming;
  on(event: 'error', listener: (error: Error) => void): Streaming;
  on(event: 'end', listener: () => void): Streaming;
};

/**
 * Runs one prepared statement and collects its rows as they come.
 *
 * @returns the names of its columns; before the server has sent all, when the collector takes no more
 */
export async function runQuery(
  session: MysqlConnection,
  { sql, values }: { readonly sql: string; readonly values: readonly unknown[] },
  zone: SessionZone,
  collector: TableCollector,
): Promise<readonly string[]> {
  const { promise, resolve, reject } = Promise.withResolvers<readonly string[]>();
  let columns: readonly string[] = [];
  let toCells: readonly ToCell[] = [];
  let rowsLeftOut = 0;
  session.onLost = (error) => reject(error ?? sqlConnectionLost());
  const command = session.connection.execute({
    sql,
    values: [...values],
  }) as unknown as Streaming;
  command
    .on('fields', (fields) => {
      columns = fields.map(({ name }) => name);
      toCells = fields.map((field) => mysqlCell(field, zone.toInstant));
    })
    .on('result', (row) => {
      // The driver made the array for us alone, so its values are turned into cells where they are.
      for (let i = 0; i < row.length; i += 1) row[i] = toCells[i]?.(row[i]) ?? null;
      if (!collector.add(row as CellValue[])) rowsLeftOut += 1;
      // The server stops by itself after one row too many, unless the query has a limit of its own.
      if (rowsLeftOut > 1) resolve(columns);
    })
    .on('error', reject)
    .on('end', () => {
      session.isBusy = false;
      resolve(columns);
    });
  try {
    return await promise;
  } finally {
    session.onLost = undefined;
  }
}
