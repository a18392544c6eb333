import type { Database } from 'better-sqlite3';
import type { Answer, Question, RawCell } from './messages.ts';

/**
 * Reads one row more than wanted at most, and no more bytes than an answer may hold.
 *
 * @throws what SQLite says; with the code `TOO_LARGE` when a single row is larger than an answer may be
 */
export function readRows(database: Database, { sql, values, maxRows, maxBytes }: Question): Answer {
  const statement = database.prepare(sql);
  if (!statement.reader || !statement.readonly) {
    throw Object.assign(new Error('it would write'), { code: 'SQLITE_READONLY' });
  }
  const columns = statement.columns().map(({ name, type }) => ({ name, type }));
  const rows: RawCell[][] = [];
  let bytes = 0;
  for (const row of statement.raw(true).iterate(...values) as Iterable<readonly unknown[]>) {
    const cells = row.map(toRawCell);
    const size = cells.reduce<number>((sum, cell) => sum + sizeOf(cell), 0);
    if (size > 2 * maxBytes) {
      throw Object.assign(new Error('a row is too large'), { code: 'TOO_LARGE' });
    }
    rows.push(cells);
    bytes += size;
    if (rows.length > maxRows || bytes > maxBytes) break;
  }
  return { kind: 'rows', columns, rows };
}

function toRawCell(value: unknown): RawCell {
  if (Buffer.isBuffer(value)) return { sizeBytes: value.length };
  return value as Exclude<RawCell, object>;
}

function sizeOf(cell: RawCell): number {
  return typeof cell === 'string' ? cell.length : 8;
}
