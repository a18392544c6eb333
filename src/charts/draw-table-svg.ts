import type { TablePicture } from './picture.schema.ts';
import { FONTS } from './fonts.ts';
import { measureText } from './measure-text.ts';

const WIDTH = { least: 720, most: 1600 };
const TEXT_PX = 26;
const EDGE = 24;
const CELL_GAP = 28;
const CELL_MOST_PX = 460;
const ROW_PX = 44;
const INK = '#14191c';
const PALE_INK = '#4a555b';
const HEAD = '#dfe8ec';
const ZEBRA = '#f3f6f7';
const LINE = '#c3ccd1';

const NARROWEST_EM = 0.2;
/** So many characters are wider than any column. */
const WIDEST_CHARS = 150;

type Face = { readonly px: number; readonly isBold?: boolean };
const TITLE: Face = { px: 36, isBold: true };
const HEADING: Face = { px: TEXT_PX, isBold: true };
const CELL: Face = { px: TEXT_PX };
const SMALL: Face = { px: 24 };

/** A table as SVG, for a phone: numbers at the right of their column, every second row shaded, long cells cut. */
export function drawTableSvg({ title, subtitle, columns, rows, note }: TablePicture): string {
  const wanted = columns.map(({ name }, column) => {
    const cells = rows.map((row) => widthOf((row[column] ?? '').slice(0, WIDEST_CHARS), CELL));
    const widest = cells.reduce((most, one) => Math.max(most, one), widthOf(name, HEADING));
    return Math.min(Math.ceil(widest), CELL_MOST_PX);
  });
  const between = CELL_GAP * (columns.length - 1) + 2 * EDGE;
  const widths = squeezed(wanted, WIDTH.most - between);
  const natural = widths.reduce((sum, one) => sum + one, between);
  const width = Math.max(WIDTH.least, natural);
  // What is left over goes between the columns, so that the last one ends at the edge.
  const gap = columns.length > 1 ? CELL_GAP + (width - natural) / (columns.length - 1) : CELL_GAP;
  const lefts = widths.map(
    (_, column) => EDGE + widths.slice(0, column).reduce((sum, one) => sum + one + gap, 0),
  );
  const notes = note === undefined ? [] : wrapped(note, SMALL, width - 2 * EDGE);
  const top = EDGE + 50 + (subtitle === undefined ? 0 : 38) + 8;
  const bottom = top + ROW_PX * (rows.length + 1);
  const height = Math.ceil(bottom + (notes.length > 0 ? 14 + notes.length * 34 : 0) + EDGE / 2);
  const row = (cells: readonly string[], y: number, face: Face) =>
    columns.map(({ isNumber }, column) => {
      const cellWidth = widths[column] ?? 0;
      const left = lefts[column] ?? 0;
      const shown = cutTo(cells[column] ?? '', face, cellWidth);
      return isNumber
        ? textOf(shown, left + cellWidth, y + 31, face, INK, 'end')
        : textOf(shown, left, y + 31, face, INK);
    });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${FONTS.family}">`,
    box(0, 0, width, height, '#ffffff'),
    textOf(cutTo(title, TITLE, width - 2 * EDGE), EDGE, EDGE + 34, TITLE, INK),
    subtitle === undefined
      ? ''
      : textOf(cutTo(subtitle, SMALL, width - 2 * EDGE), EDGE, EDGE + 78, SMALL, PALE_INK),
    box(0, top, width, ROW_PX, HEAD),
    ...row(
      columns.map(({ name }) => name),
      top,
      HEADING,
    ),
    ...rows.flatMap((cells, index) => {
      const y = top + ROW_PX * (index + 1);
      return [index % 2 === 1 ? box(0, y, width, ROW_PX, ZEBRA) : '', ...row(cells, y, CELL)];
    }),
    box(0, bottom, width, 2, LINE),
    ...notes.map((line, index) => textOf(line, EDGE, bottom + 38 + index * 34, SMALL, PALE_INK)),
    '</svg>',
  ].join('');
}

/** Widths that fit: what is widest gives first, so that short columns stay whole. */
function squeezed(widths: readonly number[], room: number): readonly number[] {
  const total = widths.reduce((sum, one) => sum + one, 0);
  if (total <= room) return widths;
  let most = Math.max(...widths);
  const totalAt = (cap: number) => widths.reduce((sum, one) => sum + Math.min(one, cap), 0);
  while (totalAt(most) > room && most > 40) most -= 4;
  return widths.map((one) => Math.min(one, most));
}

function widthOf(text: string, { px, isBold = false }: Face): number {
  return measureText(text, `${isBold ? 'bold ' : ''}${px}px`);
}

function cutTo(text: string, face: Face, width: number): string {
  // No letter is so narrow that more of them could fit.
  const most = Math.ceil(width / (face.px * NARROWEST_EM)) * 2;
  if (text.length <= most && widthOf(text, face) <= width + 0.5) return text;
  const chars = Array.from(text.slice(0, most));
  let low = 0;
  let high = chars.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (widthOf(`${chars.slice(0, middle).join('')}…`, face) <= width) low = middle;
    else high = middle - 1;
  }
  return `${chars.slice(0, low).join('').trimEnd()}…`;
}

function wrapped(text: string, face: Face, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && widthOf(`${line} ${word}`, face) <= width) {
      lines[lines.length - 1] = `${line} ${word}`;
    } else lines.push(cutTo(word, face, width));
  }
  return lines;
}

function textOf(
  text: string,
  x: number,
  y: number,
  { px, isBold = false }: Face,
  colour: string,
  anchor: 'start' | 'end' = 'start',
): string {
  const bold = isBold ? ' font-weight="bold"' : '';
  return `<text x="${x.toFixed(1)}" y="${y}" font-size="${px}"${bold} fill="${colour}" text-anchor="${anchor}" xml:space="preserve">${escaped(text)}</text>`;
}

function box(x: number, y: number, width: number, height: number, colour: string): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${colour}"/>`;
}

const MARKUP: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"]/gu, (char) => MARKUP[char] ?? char);
}
