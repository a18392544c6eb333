import type { FetchTypeResponse, Metadata } from 'oracledb';
import type { CellValue } from '#sdk';
import { binaryCell, decimalCell, doubleCell, jsonCell, singleCell } from '#sdk/sql';
import { localText } from './local-text.ts';
import type { OracleLibrary } from './open-connection.ts';

export type OracleColumn = { readonly name: string; readonly dbType: unknown };

/**
 * How the driver hands out a column: numbers as text, since a double would round them; large texts whole, since they are
 * bounded on the wire; of large binary objects only the handle, which knows the size.
 */
export function fetchTypeOf(
  library: OracleLibrary,
  { dbType }: Metadata<unknown>,
): FetchTypeResponse | undefined {
  switch (dbType) {
    case library.DB_TYPE_NUMBER:
    case library.DB_TYPE_CLOB:
    case library.DB_TYPE_NCLOB:
      return { type: library.STRING };
    default:
      return undefined;
  }
}

/** What the driver gave, as a cell with all its digits, its local time or its instant. */
export function oracleCell(
  value: unknown,
  { dbType }: OracleColumn,
  library: OracleLibrary,
): CellValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    return dbType === library.DB_TYPE_BINARY_FLOAT ? singleCell(value) : doubleCell(value);
  }
  if (typeof value === 'string') {
    return dbType === library.DB_TYPE_NUMBER ? decimalCell(withZero(value)) : value;
  }
  if (value instanceof Date) return momentCell(value, dbType, library);
  if (value instanceof Uint8Array) return binaryCell(value.length);
  return objectCell(value, dbType, library);
}

function momentCell(value: Date, dbType: unknown, library: OracleLibrary): string {
  const isInstant =
    dbType === library.DB_TYPE_TIMESTAMP_TZ || dbType === library.DB_TYPE_TIMESTAMP_LTZ;
  return isInstant ? value.toISOString().replace('.000Z', 'Z') : localText(value);
}

function objectCell(value: unknown, dbType: unknown, library: OracleLibrary): CellValue {
  switch (dbType) {
    case library.DB_TYPE_BLOB:
      return binaryCell(sizeOf(value));
    case library.DB_TYPE_BFILE:
      return '(file)';
    case library.DB_TYPE_CURSOR:
      return '(rows)';
    case library.DB_TYPE_OBJECT:
      return '(object)';
    case library.DB_TYPE_INTERVAL_DS:
      return daysToSeconds(value as Partial<Record<string, number>>);
    case library.DB_TYPE_INTERVAL_YM:
      return yearsToMonths(value as Partial<Record<string, number>>);
    default:
      return jsonCell(JSON.stringify(value) ?? '');
  }
}

function sizeOf(value: unknown): number {
  const isHandle = typeof value === 'object' && value !== null && 'length' in value;
  return isHandle && typeof value.length === 'number' ? value.length : 0;
}

/** The driver writes `.5` and `-.5`. */
function withZero(text: string): string {
  return text.replace(/^(-?)\./, '$10.');
}

function daysToSeconds({
  days = 0,
  hours = 0,
  minutes = 0,
  seconds = 0,
  fseconds = 0,
}: Partial<Record<string, number>>): string {
  const isNegative = [days, hours, minutes, seconds, fseconds].some((part) => part < 0);
  const two = (part: number): string => String(Math.abs(part)).padStart(2, '0');
  const fraction = String(Math.abs(fseconds)).padStart(9, '0').replace(/0+$/, '');
  const time = `${two(hours)}:${two(minutes)}:${two(seconds)}${fraction && `.${fraction}`}`;
  return `${isNegative ? '-' : '+'}${Math.abs(days)} ${time}`;
}

function yearsToMonths({ years = 0, months = 0 }: Partial<Record<string, number>>): string {
  return `${years < 0 || months < 0 ? '-' : '+'}${Math.abs(years)}-${String(Math.abs(months)).padStart(2, '0')}`;
}
