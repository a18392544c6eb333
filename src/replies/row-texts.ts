import type { CellValue } from '#sdk';
import type { TableAnswer } from '../triggers/index.ts';
import type { ReplyContext } from './built-reply.ts';
import { cellText } from './cell-text.ts';
import { plainText } from './message-text.ts';

/** The cells of a row as people read them, a reading with its unit. */
export function rowTexts(
  row: readonly CellValue[],
  index: number,
  { table }: TableAnswer,
  context: ReplyContext,
): readonly string[] {
  const read = table.readings?.[index];
  return row.map((cell, column) => {
    const text = cellText(cell, context);
    const unit = column === read?.column && typeof cell === 'number' ? read.reading.unit : null;
    // Where the row says the unit itself, once is enough.
    return unit === null || row.includes(unit) ? text : `${text} ${plainText(unit, 20)}`;
  });
}
