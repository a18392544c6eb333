import type { Request } from 'tedious';
import type { AppError, CellValue } from '#sdk';
import { type SqlStatement, type TableCollector, decimalCell, sqlRefusedQuery } from '#sdk/sql';
import { textTypes, withResultTypes } from './as-texts.ts';
import { ask, rolledBack } from './ask.ts';
import type { Column, Row } from './ask.ts';
import { bindValue } from './bind-value.ts';
import type { Bound } from './bind-value.ts';
import type { SqlServerConnection } from './open-connection.ts';
import { LOST_DIGITS, mayLoseDigits, sqlServerCell } from './sql-server-cell.ts';
import type { FindZoned } from './zoned-parameters.ts';

export type QueryOptions = {
  readonly timeoutMs: number;
  readonly timeZone: string;
  readonly findZoned: FindZoned;
};

type Asked = {
  readonly sql: string;
  readonly bound: readonly Bound[];
  readonly maxRows: number;
  /** Statements before it. */
  readonly limits: string;
};

/**
 * Runs one statement in a transaction that is rolled back, whatever it was. Where the driver would round decimals, it is
 * run once more, and the server writes them as text.
 *
 * @returns the names of its columns
 */
export async function runQuery(
  connection: SqlServerConnection,
  { sql, values, maxRows }: SqlStatement,
  collector: TableCollector,
  { timeoutMs, timeZone, findZoned }: QueryOptions,
): Promise<readonly string[]> {
  connection.received.begin();
  const hasInstants = values.some((value) => value instanceof Date);
  const zoned = hasInstants ? await findZoned(connection, sql) : new Set<string>();
  const bound = values.map((value, index) =>
    bindValue(value, zoned.has(nameOf(index)), timeZone, connection.tedious),
  );
  // A row more tells that there are more. Another's lock is waited for no longer than anything else.
  const limits = `SET LOCK_TIMEOUT ${timeoutMs}; SET ROWCOUNT ${maxRows + 1};\n`;
  const asked = { sql, bound, maxRows, limits };
  return await rolledBack(connection, async () => {
    const { columns, isExact } = await collect(connection, asked, collector);
    if (!isExact) await collectTexts(connection, asked, columns, collector);
    // What has no name of its own is told by its place.
    return columns.map(({ name }, index) => name || `column ${index + 1}`);
  });
}

async function collect(
  connection: SqlServerConnection,
  { sql, bound, maxRows, limits }: Asked,
  collector: TableCollector,
): Promise<{ readonly columns: readonly Column[]; readonly isExact: boolean }> {
  /** Rows wait while one that comes later may still be found to have lost digits. */
  const waiting: CellValue[][] = [];
  let mayWait: boolean | undefined;
  let isExact = true;
  let seen = 0;
  const { columns } = await ask(
    connection,
    limits + sql,
    (request) => addAll(request, bound),
    (row, columns) => {
      seen += 1;
      mayWait ??= columns.some(mayLoseDigits);
      const cells = cellsOf(row, columns);
      if (!isExact || !hasAllDigits(cells)) {
        isExact = false;
      } else if (mayWait) {
        waiting.push(cells);
      } else {
        // After one row above the wanted ones nothing is left to be stopped.
        return collector.add(cells) || seen > maxRows;
      }
      return true;
    },
  );
  if (isExact) for (const row of waiting) collector.add(row);
  return { columns, isExact };
}

/** The same statement, with its decimals written by the server. */
async function collectTexts(
  connection: SqlServerConnection,
  { sql, bound, maxRows, limits }: Asked,
  columns: readonly Column[],
  collector: TableCollector,
): Promise<void> {
  const types = textTypes(columns);
  if (!types) throw tooManyDigits();
  const { NVarChar } = connection.tedious.TYPES;
  const declared = bound.map(({ declaration }, index) => `@${nameOf(index)} ${declaration}`);
  let seen = 0;
  await ask(
    connection,
    limits +
      withResultTypes(
        types,
        bound.map((_bound, index) => nameOf(index)),
      ),
    (request) => {
      request.addParameter('statement', NVarChar, sql);
      request.addParameter('declarations', NVarChar, declared.join(', '));
      addAll(request, bound);
    },
    (row, told) => {
      seen += 1;
      const cells = cellsOf(row, told).map((cell, index) => {
        const column = columns[index];
        const isText = column && mayLoseDigits(column) && typeof cell === 'string';
        return isText ? decimalCell(cell) : cell;
      });
      if (!hasAllDigits(cells)) throw tooManyDigits();
      return collector.add(cells) || seen > maxRows;
    },
  );
}

function tooManyDigits(): AppError {
  return sqlRefusedQuery(
    'a number in it has more digits than can be handed on as they are; for its column, write CAST(CAST(the column AS decimal(38,4)) AS varchar(50))',
  );
}

function cellsOf(row: Row, columns: readonly Column[]): (CellValue | typeof LOST_DIGITS)[] {
  return row.map((value, index) => {
    const column = columns[index];
    return column ? sqlServerCell(value, column) : null;
  });
}

function hasAllDigits(cells: (CellValue | typeof LOST_DIGITS)[]): cells is CellValue[] {
  return !cells.includes(LOST_DIGITS);
}

function addAll(request: Request, bound: readonly Bound[]): void {
  bound.forEach(({ type, value, options }, index) => {
    request.addParameter(nameOf(index), type, value, options);
  });
}

/** As the guard’s placeholders are called, without `@`. */
function nameOf(index: number): string {
  return `p${index + 1}`;
}
