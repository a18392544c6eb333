import type { TrendPicture } from '../picture.schema.ts';
import { EM, type Layout } from './layout.ts';
import type { LegendRow } from './legend-rows.ts';
import { type Looks, nth, themeOf } from './looks.ts';
import { markAt } from './marks.ts';
import { textAt, type Element } from './text-at.ts';
import { textWidth } from './text-width.ts';

/** Of the sample of a line, in ems. */
const SAMPLE = 1.9;
const COLUMN_GAP = 1.1;
const CELL_LEAST = 3.2;
const HEADING_EM = 0.88;

/** The legend as a small table below the picture: sample, name and unit, then figures under each other. */
export function drawLegend(
  { series }: TrendPicture,
  { legend, legendTop }: Layout,
  looks: Looks,
): readonly Element[] {
  const theme = themeOf(looks);
  const em = looks.textPx;
  const isMarked = series.filter(({ form }) => form !== 'digital').length > 1;
  const left = em * EM.edge;
  const columns = columnsOf(legend, looks);
  const labelLeft = left + em * (SAMPLE + 0.5);
  const labelWidth = (columns[0]?.left ?? looks.width - left) - labelLeft;
  return legend.flatMap((row, index): readonly Element[] => {
    const y = legendTop + em * (EM.legendGap + index * EM.legendRow);
    const isHeading = row.kind === 'heading';
    const cells = row.cells.map((text, column) =>
      textAt(looks, {
        text,
        x: columns[column]?.right ?? 0,
        y: isHeading ? y + em * 0.15 : y,
        em: isHeading ? HEADING_EM : 1,
        isBold: !isHeading && column === 0,
        colour: isHeading ? theme.paleInk : theme.ink,
        align: 'right',
      }),
    );
    if (isHeading) return cells;
    const colour = row.place === undefined ? theme.paleInk : nth(theme.lines, row.place);
    return [
      sample(row, left, y + em * 0.6, colour, looks, isMarked),
      ...(isMarked && row.place !== undefined
        ? [
            markAt(
              row.place,
              { x: left + (em * SAMPLE) / 2, y: y + em * 0.6, r: em * 0.36 },
              colour,
              theme.background,
            ),
          ]
        : []),
      ...labelOf(
        row,
        labelLeft,
        y,
        row.cells.length === 0 ? looks.width - left - labelLeft : labelWidth,
        looks,
      ),
      ...cells,
    ];
  });
}

function sample(
  row: LegendRow,
  x: number,
  y: number,
  colour: string,
  looks: Looks,
  isMarked: boolean,
) {
  const em = looks.textPx;
  const isBefore = row.kind === 'before';
  return {
    type: 'line',
    silent: true,
    shape: { x1: x, y1: y, x2: x + em * SAMPLE, y2: y },
    style: {
      stroke: colour,
      lineWidth: em * (isBefore ? 0.12 : 0.17),
      opacity: isBefore && !isMarked ? 0.8 : 1,
      ...(isBefore && { lineDash: [em * 0.35, em * 0.25] }),
    },
  };
}

/** A name too long is cut before its unit, never the unit. */
function labelOf(
  row: LegendRow,
  x: number,
  y: number,
  width: number,
  looks: Looks,
): readonly Element[] {
  const theme = themeOf(looks);
  const em = looks.textPx;
  const text = row.unit === undefined ? row.label : `${row.label} (${row.unit})`;
  const colour = row.kind === 'before' ? theme.paleInk : theme.ink;
  if (row.unit === undefined || textWidth(text, em) <= width) {
    return [textAt(looks, { text, x, y, colour, width: width - em * 0.3 })];
  }
  const unit = `(${row.unit})`;
  const unitWidth = textWidth(unit, em);
  return [
    textAt(looks, { text: row.label, x, y, colour, width: width - unitWidth - em * 0.4 }),
    textAt(looks, { text: unit, x: x + width - em * 0.2, y, colour, align: 'right' }),
  ];
}

/** The columns of figures, as wide as their widest, from the right. */
function columnsOf(legend: readonly LegendRow[], looks: Looks) {
  const em = looks.textPx;
  const count = Math.max(0, ...legend.map(({ cells }) => cells.length));
  const columns: { left: number; right: number }[] = [];
  let right = looks.width - em * EM.edge;
  for (let column = count - 1; column >= 0; column -= 1) {
    const widths = legend.map(({ cells }) => textWidth(cells[column] ?? '', em));
    const width = Math.max(em * CELL_LEAST, ...widths);
    columns.unshift({ left: right - width, right });
    right -= width + em * COLUMN_GAP;
  }
  return columns;
}
