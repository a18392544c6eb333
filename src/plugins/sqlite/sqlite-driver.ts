import type { CellValue, DataSourceTools } from '#sdk';
import { type SqlDriver, binaryCell, decimalCell, doubleCell } from '#sdk/sql';
import { bindValue } from './bind-value.ts';
import type { RawCell } from './child/messages.ts';
import { countReadable, listTables } from './list-tables.ts';
import { type ReadingProcess, openReadingProcess } from './reading-process.ts';
import type { SqliteConfig } from './sqlite.schema.ts';
import { isLostWith, isSoundAfter, toSqliteError } from './to-sqlite-error.ts';

/** Enough for the names of all that a file holds. */
const OWN_MAX_ROWS = 200_000;

/** A SQLite file, read by processes of its own with `better-sqlite3`. */
export function createSqliteDriver(
  config: SqliteConfig,
  { timeZone: siteTimeZone }: DataSourceTools,
): SqlDriver<ReadingProcess> {
  const { file, maxBytes, timeZone = siteTimeZone } = config;

  /** Asks something of Plantline's own. */
  function askOf(reading: ReadingProcess) {
    return async (sql: string, values: readonly string[] = []) => {
      const question = { sql, values, maxRows: OWN_MAX_ROWS, maxBytes: Number.MAX_SAFE_INTEGER };
      const { rows } = await reading.ask(question);
      return rows;
    };
  }

  return {
    async open(signal) {
      try {
        return await openReadingProcess(file, signal);
      } catch (error) {
        throw toSqliteError(error);
      }
    },
    isUsable: ({ isOpen }) => isOpen,
    close: (reading) => reading.end(),
    cancel: (reading) => reading.end(),
    async query(reading, { sql, values, maxRows }, collector) {
      const bound = values.map((value) => bindValue(value, config, timeZone));
      const { columns, rows } = await reading.ask({ sql, values: bound, maxRows, maxBytes });
      for (const row of rows) {
        const isTaken = collector.add(row.map((cell, i) => toCell(cell, columns[i]?.type ?? '')));
        if (!isTaken) break;
      }
      return columns.map(({ name }) => name);
    },
    toError: toSqliteError,
    isSound: isSoundAfter,
    isLost: isLostWith,
    async greet(reading) {
      const [[version] = []] = await askOf(reading)('SELECT sqlite_version()');
      return {
        product: `A SQLite file, read by SQLite ${typeof version === 'string' ? version : ''},`,
      };
    },
    countReadable: (reading) => countReadable(askOf(reading)),
    async findWriteRights() {
      return { found: [], statements: [], note: 'The file is opened to be read only.' };
    },
    probeSql: 'SELECT 1',
    listTables: (reading) => listTables(askOf(reading)),
  };
}

/** SQLite has no truth values: a column that was declared to hold them holds 1 and 0. */
function toCell(cell: RawCell, declared: string): CellValue {
  if (typeof cell === 'bigint') {
    if (/^bool/i.test(declared) && (cell === 0n || cell === 1n)) return cell === 1n;
    return decimalCell(cell.toString());
  }
  if (typeof cell === 'number') return doubleCell(cell);
  return typeof cell === 'object' && cell !== null ? binaryCell(cell.sizeBytes) : cell;
}
