import type { CellValue } from '#sdk';
import { formatCellNumber, formatInstant } from '../triggers/index.ts';
import type { ReplyContext } from './built-reply.ts';
import { plainText } from './message-text.ts';
import { say } from './say.ts';

const CELL_LENGTH_MAX = 120;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z$/;

/** A cell of a query's answer as people read it: instants in the site's zone, nothing as a dash. */
export function cellText(cell: CellValue, context: ReplyContext): string {
  if (cell === null) return '–';
  if (typeof cell === 'number') return formatCellNumber(cell, context.language);
  if (typeof cell === 'boolean') return say(context.language, cell ? 'yes' : 'no');
  if (INSTANT.test(cell)) {
    return formatInstant(cell, context.timeZone, context.language, context.now);
  }
  const text = plainText(cell, CELL_LENGTH_MAX);
  return text === '' ? '–' : text;
}
