import type { TrendPicture } from '../picture.schema.ts';
import { EM } from './em.ts';
import type { Layout } from './layout.ts';
import { legendColumns, SAMPLE } from './legend-columns.ts';
import { labelText, type LegendRow } from './legend-rows.ts';
import { type Looks, nth, themeOf } from './looks.ts';
import { markAt } from './marks.ts';
import { textAt, type Element } from './text-at.ts';

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
  const { labelLeft, labelWidth, rights } = legendColumns(legend, looks);
  return legend.flatMap((row, index): readonly Element[] => {
    const y = legendTop + em * (EM.legendGap + index * EM.legendRow);
    const isHeading = row.kind === 'heading';
    const cells = row.cells.map((text, column) =>
      textAt(looks, {
        text,
        x: rights[column] ?? 0,
        y: isHeading ? y + em * 0.15 : y,
        em: isHeading ? HEADING_EM : 1,
        isBold: !isHeading && column === 0,
        colour: isHeading ? theme.paleInk : theme.ink,
        align: 'right',
      }),
    );
    if (isHeading || row.kind === 'figures') return cells;
    const colour = row.place === undefined ? theme.paleInk : nth(theme.lines, row.place);
    const middle = y + em * 0.6;
    const mark = { x: left + (em * SAMPLE) / 2, y: middle, r: em * 0.36 };
    return [
      sample(row, left, middle, colour, looks, isMarked),
      ...(isMarked && row.place !== undefined
        ? [markAt(row.place, mark, colour, theme.background)]
        : []),
      textAt(looks, {
        text: labelText(row),
        x: labelLeft,
        y,
        colour: row.kind === 'before' ? theme.paleInk : theme.ink,
        width: row.cells.length === 0 ? looks.width - left - labelLeft : labelWidth,
      }),
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
