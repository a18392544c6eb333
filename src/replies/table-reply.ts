import type { CellValue } from '#sdk';
import { formatRange, type TableAnswer } from '../triggers/index.ts';
import type { BuiltReply, ReplyContext } from './built-reply.ts';
import { cellText } from './cell-text.ts';
import { localText } from './local-text.ts';
import { bold, plainText } from './message-text.ts';
import { paginate, type ReplyLine } from './paginate.ts';
import { say } from './say.ts';
import { rowFacts } from './row-facts.ts';
import { rowTexts } from './row-texts.ts';
import { titleLine } from './title-line.ts';

const PHONE_WIDTH = 40;
const ROWS_PER_PAGE = 15;
const RECORDS_PER_PAGE = 6;

/** Rows of a query: in columns where a phone is wide enough, else one row below the other with its columns named. */
export function tableReply(answer: TableAnswer, context: ReplyContext): BuiltReply {
  const { language } = context;
  const { columns, rows, truncated } = answer.table;
  const head: ReplyLine[] = [{ text: titleLine(answer, context) }];
  if (answer.range) head.push({ text: formatRange(answer.range, context) });
  const given = givenText(answer, context);
  if (given !== '') head.push({ text: given });
  if (rows.length === 0 || columns.length === 0) {
    return paginate({ language, head, rows: [{ text: say(language, 'noRows') }] });
  }
  const names = columns.map((column) => plainText(column, 40));
  const shown = rows.map((row, index) => rowTexts(row, index, answer, context));
  const facts = rows.map((row, index) => rowFacts(row, index, answer, context));
  const more = truncated ? 'moreAtSource' : answer.mayBeMore ? 'maybeMore' : undefined;
  const widths = names.map((name, column) =>
    Math.max(name.length, ...shown.map((row) => row[column]?.length ?? 0)),
  );
  const isNarrow = widths.reduce((sum, width) => sum + width + 2, -2) <= PHONE_WIDTH;
  const rowsPerPage = isNarrow && rows.length > 1 ? ROWS_PER_PAGE : RECORDS_PER_PAGE;
  const foot = [
    ...(more ? [{ text: say(language, more, { count: rows.length }) }] : []),
    ...(rows.length > rowsPerPage ? [{ text: say(language, 'fileOffer') }] : []),
  ];
  const base = { language, head, foot, rowsPerPage, isCounted: true };
  if (isNarrow && rows.length > 1) {
    const isNumber = columns.map((_, column) => rows.every((row) => isNumeric(row[column])));
    const align = (cells: readonly string[]) =>
      cells
        .map((cell, column) => {
          const width = widths[column] ?? 0;
          return isNumber[column] ? cell.padStart(width) : cell.padEnd(width);
        })
        .join('  ')
        .trimEnd();
    return paginate({
      ...base,
      // A fixed width font keeps the columns; marks mean nothing inside it.
      fence: { before: `\`\`\`${align(names)}`, after: '```' },
      rows: shown.map((row, index) => ({ text: align(row), facts: facts[index] ?? [] })),
    });
  }
  return paginate({
    ...base,
    rows: shown.map((row, index) => ({
      text: recordText(names, row, rows.length > 1 ? index + 1 : undefined),
      facts: facts[index] ?? [],
    })),
  });
}

/** What was asked for, so that nobody takes the rows of one tag for another's. */
function givenText({ given = [] }: TableAnswer, context: ReplyContext): string {
  return given
    .map(({ name, value, label }) => {
      const shown =
        label === undefined
          ? cellText(value instanceof Date ? value.toISOString() : value, context)
          : plainText(localText(label, context.language), 60);
      return `${plainText(name, 40)}: ${shown}`;
    })
    .join(' · ');
}

function recordText(
  names: readonly string[],
  row: readonly string[],
  number: number | undefined,
): string {
  const cells = names.map((name, column) => `${name}: ${bold(row[column] ?? '–')}`);
  return number === undefined ? cells.join('\n') : `${bold(`#${number}`)}  ${cells.join(' · ')}`;
}

function isNumeric(cell: CellValue | undefined): boolean {
  return typeof cell === 'number' || cell === null;
}
