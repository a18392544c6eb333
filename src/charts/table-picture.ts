import { localText, plainText, type ReplyContext, rowTexts, say } from '../replies/index.ts';
import { formatRange, type TableAnswer } from '../triggers/index.ts';
import type { TablePicture } from './picture.schema.ts';

/** Beyond so many rows a phone shows nothing one could read: a spreadsheet has them all. */
export const PICTURE_ROWS_MAX = 60;

/** The last of them tells how many more there are. */
const COLUMNS_MAX = 12;
const NAME_LENGTH_MAX = 40;

/** A query's answer as a picture of a table. Undefined when it has no rows. */
export function tablePicture(answer: TableAnswer, context: ReplyContext): TablePicture | undefined {
  const { language } = context;
  const { columns, rows, truncated } = answer.table;
  if (rows.length === 0 || columns.length === 0) return undefined;
  const description = plainText(localText(answer.description, language));
  const name = plainText(answer.name, 80);
  const subtitle = [
    ...(description === '' ? [] : [name]),
    plainText(answer.source, 40),
    ...(answer.range ? [formatRange(answer.range, { ...context, now: new Date(0) })] : []),
  ].join(' · ');
  const shown = rows.slice(0, PICTURE_ROWS_MAX);
  const notes = [
    ...(rows.length > shown.length
      ? [say(language, 'keptRows', { kept: shown.length, total: rows.length })]
      : []),
    ...(truncated || answer.mayBeMore
      ? [say(language, truncated ? 'moreAtSource' : 'maybeMore', { count: rows.length })]
      : []),
  ].map((note) => note.replaceAll('*', ''));
  const isCut = columns.length > COLUMNS_MAX;
  const kept = isCut ? COLUMNS_MAX - 1 : columns.length;
  return {
    kind: 'table',
    title: description === '' ? name : description,
    subtitle,
    columns: [
      ...columns.slice(0, kept).map((column, index) => ({
        name: plainText(column, NAME_LENGTH_MAX),
        isNumber: rows.every((row) => typeof row[index] === 'number' || row[index] === null),
      })),
      ...(isCut ? [{ name: `+${columns.length - kept}`, isNumber: false }] : []),
    ],
    rows: shown.map((row, index) => [
      ...rowTexts(row, index, answer, context).slice(0, kept),
      ...(isCut ? ['…'] : []),
    ]),
    ...(notes.length > 0 && { note: notes.join(' ') }),
  };
}
