import type { Connection, Submittable } from 'pg';
import type { CellValue } from '#sdk';
import type { TableCollector } from '#sdk/sql';
import { extendedQuery } from './extended-query.ts';
import { postgresCell } from './postgres-cell.ts';

type RowDescription = {
  readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
};
type DataRow = { readonly fields: readonly (string | null)[] };

/** A statement on its way, as `pg` hands it the answers of the server. */
export interface ReadOnlyQuery extends Submittable {
  /** The names of the columns, once all is answered. */
  readonly answered: Promise<readonly string[]>;
}

/**
 * One statement between `BEGIN READ ONLY` and `ROLLBACK`, all sent in one piece, so that it costs one round trip. The
 * server is asked for one row more than wanted and stops there by itself, however large the table is; nothing is kept
 * that the collector did not take.
 *
 * @param onFull called once when the collector takes no more bytes, while the server may still be sending
 */
export function createReadOnlyQuery(
  { sql, values }: { readonly sql: string; readonly values: readonly (string | null)[] },
  maxRows: number,
  collector: TableCollector,
  onFull: (columns: readonly string[]) => void,
): ReadOnlyQuery {
  const { promise: answered, resolve, reject } = Promise.withResolvers<readonly string[]>();
  let columns: readonly string[] = [];
  let toCells: readonly ((text: string) => CellValue)[] = [];
  let rows = 0;
  let isOver = false;

  const query = {
    answered,
    submit({ stream }: Connection): void {
      stream.write(extendedQuery(sql, values, maxRows + 1));
    },
    handleRowDescription({ fields }: RowDescription): void {
      columns = fields.map(({ name }) => name);
      toCells = fields.map(({ dataTypeID }) => postgresCell(dataTypeID));
    },
    handleDataRow({ fields }: DataRow): void {
      rows += 1;
      if (collector.isFull) return;
      const row = fields.map((text, i) => (text === null ? null : (toCells[i]?.(text) ?? null)));
      // The row that is one too many is the last that comes; one that is too large is not.
      if (!collector.add(row) && rows <= maxRows) onFull(columns);
    },
    handlePortalSuspended(): void {},
    handleCommandComplete(): void {},
    handleEmptyQuery(): void {},
    handleReadyForQuery(): void {
      isOver = true;
      resolve(columns);
    },
    handleError(error: Error): void {
      if (isOver) return;
      isOver = true;
      reject(error);
    },
    handleCopyInResponse(): void {},
    handleCopyData(): void {},
  };
  return query;
}
