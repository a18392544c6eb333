import type { CellValue } from '#sdk';
import { binaryCell, decimalCell, doubleCell, instantCell, jsonCell, singleCell } from '#sdk/sql';

/** Turns what PostgreSQL wrote as text into a cell. */
type ToCell = (text: string) => CellValue;

/** By the object ids of its types (`pg_type.dat` of its source). Any other type is shown as the database writes it. */
const TO_CELL: ReadonlyMap<number, ToCell> = new Map<number, ToCell>([
  [16, (text) => text === 't'],
  [17, (text) => binaryCell((text.length - '\\x'.length) / 2)],
  [20, decimalCell],
  [21, Number],
  [23, Number],
  [26, Number],
  [114, jsonCell],
  [3802, jsonCell],
  [700, (text) => singleCell(Number(text))],
  [701, (text) => doubleCell(Number(text))],
  [1184, instantCell],
  [1700, decimalCell],
]);

/** How the cells of a column of this type are made. */
export function postgresCell(typeId: number): ToCell {
  return TO_CELL.get(typeId) ?? ((text) => text);
}
