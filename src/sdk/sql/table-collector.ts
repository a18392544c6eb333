import { Buffer } from 'node:buffer';
import type { CellValue, Table } from '#sdk';
import { sizeText } from './binary-cell.ts';

export interface TableLimits {
  readonly maxRows: number;
  /** Of all cells together, as UTF-8. */
  readonly maxBytes: number;
}

export interface TableCollector {
  /**
   * Takes the next row. False when it was one too many: it is left out, the table is `truncated`, and the database needs
   * to send no more.
   */
  add(row: CellValue[]): boolean;
  /** Whether a row was left out. */
  readonly isFull: boolean;
  table(columns: readonly string[]): Table;
}

/** Longer texts are cut, and say so: a single cell must not take the room of all others. */
const CELL_MAX_CHARACTERS = 32_768;
/** What a cell takes that is no text. */
const PLAIN_CELL_BYTES = 8;

/**
 * Collects rows as they stream in, up to a number of rows and of bytes. Ask the database for one row more than
 * `maxRows`: that one tells that there were more.
 */
export function createTableCollector({ maxRows, maxBytes }: TableLimits): TableCollector {
  const rows: CellValue[][] = [];
  let bytes = 0;
  let isFull = false;
  return {
    add(row) {
      if (isFull) return false;
      if (rows.length >= maxRows) {
        isFull = true;
        return false;
      }
      let size = 0;
      for (let i = 0; i < row.length; i += 1) {
        const cell = row[i];
        if (typeof cell === 'string') {
          const kept = cell.length > CELL_MAX_CHARACTERS ? cutText(cell) : cell;
          row[i] = kept;
          size += Buffer.byteLength(kept);
        } else {
          size += PLAIN_CELL_BYTES;
        }
      }
      if (bytes + size > maxBytes) {
        isFull = true;
        return false;
      }
      bytes += size;
      rows.push(row);
      return true;
    },
    get isFull() {
      return isFull;
    },
    table: (columns) => ({ columns, rows, truncated: isFull }),
  };
}

function cutText(text: string): string {
  const cut = text.slice(0, CELL_MAX_CHARACTERS).replace(/[\uD800-\uDBFF]$/, '');
  return `${cut}… (cut, ${sizeText(Buffer.byteLength(text))} in all)`;
}
