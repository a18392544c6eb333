import mysql2, { type FieldPacket } from 'mysql2';
import type { CellValue } from '#sdk';
import { binaryCell, decimalCell, doubleCell, jsonCell, singleCell } from '#sdk/sql';

// Node finds only some of its named exports.
const { Types } = mysql2;

/** Turns what the driver read into a cell. */
export type ToCell = (value: unknown) => CellValue;

/** What the driver knows of a column besides what its types say. */
type Column = FieldPacket & { readonly extendedFormat?: string };

/**
 * How the cells of a column are made. TIMESTAMP is the only type that is an instant: the server shows it in the session's
 * zone.
 *
 * @param toInstant of a TIMESTAMP as the server shows it
 */
export function mysqlCell(column: Column, toInstant: (local: string) => string): ToCell {
  if (column.extendedFormat === 'json') return textCell(jsonCell);
  switch (column.columnType) {
    case Types.FLOAT:
      return (value) => (typeof value === 'number' ? singleCell(value) : null);
    case Types.DOUBLE:
      return (value) => (typeof value === 'number' ? doubleCell(value) : null);
    case Types.DECIMAL:
    case Types.NEWDECIMAL:
    case Types.LONGLONG:
      return textCell(decimalCell);
    case Types.TIMESTAMP:
      return textCell(toInstant);
    case Types.JSON:
      return textCell(jsonCell);
    case Types.BIT:
      return (value) =>
        Buffer.isBuffer(value)
          ? decimalCell(BigInt(`0x${value.toString('hex')}`).toString())
          : null;
    case Types.GEOMETRY:
      return (value) => (value === null ? null : '(geometry)');
    default:
      return plainCell;
  }
}

function textCell(toCell: (text: string) => CellValue): ToCell {
  return (value) => {
    if (value === null || value === undefined) return null;
    if (Buffer.isBuffer(value)) return toCell(value.toString('utf8'));
    return typeof value === 'string' ? toCell(value) : plainCell(value);
  };
}

function plainCell(value: unknown): CellValue {
  if (typeof value === 'string') return value;
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return doubleCell(value);
  if (Buffer.isBuffer(value)) return binaryCell(value.length);
  return JSON.stringify(value);
}
