import { stringify } from 'csv-stringify/sync';
import writeExcelFile, { type CellObject } from 'write-excel-file/node';
import type { CellValue } from '#sdk';
import { localTime, zoneName } from '../triggers/index.ts';
import { NOT_IN_XML } from './not-in-xml.ts';
import { plainName } from './plain-name.ts';

/** Rows as a spreadsheet has them: numbers are numbers, a `Date` is an instant, shown as the site's clocks do. */
export interface Sheet {
  readonly title: string;
  /** Above the columns, such as the question, its time and its source. */
  readonly about: readonly (readonly [label: string, value: string | Date])[];
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (CellValue | Date)[])[];
  /** IANA zone of the instants; its abbreviation is written in the column's name. */
  readonly timeZone: string;
}

export interface Spreadsheet {
  readonly bytes: Uint8Array;
  readonly mimeType: string;
  readonly fileName: string;
}

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const CSV = 'text/csv; charset=utf-8';
const DATE_FORMAT = 'yyyy-mm-dd hh:mm:ss';
const COLUMN_WIDTH = { least: 10, most: 50 };
/** What Excel takes in a cell, and as the name of a sheet. */
const TEXT_LENGTH_MAX = 32_767;
const NAME_LENGTH_MAX = 31;
/**
 * What a spreadsheet takes for the beginning of a formula, as OWASP lists it, also behind blanks and in its wide forms.
 */
const FORMULA = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/u;

/**
 * One file of all sheets. A text is never run as a formula: a workbook says of each cell that it is a text; in CSV, which
 * cannot, an apostrophe goes before what would be taken for one. CSV has decimal points and commas whatever the language.
 */
export async function toSpreadsheet(
  sheets: readonly Sheet[],
  format: 'xlsx' | 'csv',
): Promise<Spreadsheet> {
  const name = plainName(sheets[0]?.title ?? '');
  if (format === 'csv') {
    const rows = sheets.flatMap((sheet, index) => [...(index > 0 ? [[]] : []), ...rowsOf(sheet)]);
    const text = stringify(
      rows.map((row) => row.map(toCsvCell)),
      {
        bom: true,
        record_delimiter: 'windows',
      },
    );
    return { bytes: Buffer.from(text, 'utf8'), mimeType: CSV, fileName: `${name}.csv` };
  }
  const names = namesOf(sheets);
  const file = await writeExcelFile(
    sheets.map((sheet, index) => ({
      sheet: names[index] ?? '',
      data: rowsOf(sheet).map((row, at) =>
        row.map((cell) => toXlsxCell(cell, at === headerRow(sheet))),
      ),
      columns: widthsOf(sheet).map((width) => ({ width })),
      stickyRowsCount: headerRow(sheet) + 1,
    })),
  ).toBuffer();
  return { bytes: file, mimeType: XLSX, fileName: `${name}.xlsx` };
}

/** A cell once its instants are told by the site's clocks. */
type LocalCell = CellValue | { readonly localMs: number };

/** Title, what the sheet is about, an empty row, the columns, the rows. */
function rowsOf({ title, about, columns, rows, timeZone }: Sheet): LocalCell[][] {
  const zone = (at: Date | undefined) => (at ? ` (${zoneName(at.getTime(), timeZone)})` : '');
  const toLocal = (cell: CellValue | Date): LocalCell => {
    if (!(cell instanceof Date)) return cell;
    const local = localTime(cell.getTime(), timeZone);
    return local ? { localMs: local.localMs } : null;
  };
  return [
    [title],
    ...about.map(([label, value]) => [
      label + zone(value instanceof Date ? value : undefined),
      toLocal(value),
    ]),
    [],
    columns.map((column, index) => column + zone(rows.map((row) => row[index]).find(isDate))),
    ...rows.map((row) => row.map(toLocal)),
  ];
}

function isDate(cell: unknown): cell is Date {
  return cell instanceof Date;
}

function headerRow({ about }: Sheet): number {
  return about.length + 2;
}

function toXlsxCell(cell: LocalCell, isHeader: boolean): CellObject | null {
  if (cell === null || cell === '') return null;
  if (typeof cell === 'object') {
    return { value: new Date(cell.localMs), type: Date, format: DATE_FORMAT, align: 'left' };
  }
  if (typeof cell === 'number') {
    return Number.isFinite(cell) ? { value: cell, type: Number } : null;
  }
  if (typeof cell === 'boolean') return { value: cell, type: Boolean };
  const value = cell.replaceAll(NOT_IN_XML, ' ').toWellFormed().slice(0, TEXT_LENGTH_MAX);
  return { value, type: String, format: '@', ...(isHeader && { fontWeight: 'bold' }) };
}

function toCsvCell(cell: LocalCell): string {
  if (cell === null) return '';
  if (typeof cell === 'object') {
    return new Date(cell.localMs).toISOString().slice(0, 19).replace('T', ' ');
  }
  if (typeof cell === 'string') return FORMULA.test(cell) ? `'${cell}` : cell;
  return typeof cell === 'number' && !Number.isFinite(cell) ? '' : String(cell);
}

function widthsOf(sheet: Sheet): number[] {
  return sheet.columns.map((column, index) => {
    const lengths = sheet.rows
      .slice(0, 200)
      .map((row) => (isDate(row[index]) ? DATE_FORMAT.length : String(row[index] ?? '').length));
    const longest = lengths.reduce((most, one) => Math.max(most, one), column.length + 6);
    return Math.min(Math.max(longest + 2, COLUMN_WIDTH.least), COLUMN_WIDTH.most);
  });
}

/** Names of sheets as Excel takes them: short, without its marks, each but once. */
function namesOf(sheets: readonly Sheet[]): string[] {
  const taken = new Set<string>();
  return sheets.map(({ title }, index) => {
    const plain = title
      .replaceAll(NOT_IN_XML, ' ')
      .replaceAll(/[[\]:*?/\\']/gu, ' ')
      .trim();
    const wanted =
      plain.slice(0, NAME_LENGTH_MAX).toWellFormed().trim() || `Plantline ${index + 1}`;
    const name = taken.has(wanted.toLowerCase())
      ? `${wanted.slice(0, NAME_LENGTH_MAX - 4)} ${index + 1}`
      : wanted;
    taken.add(name.toLowerCase());
    return name;
  });
}
