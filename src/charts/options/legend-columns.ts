import { EM } from './em.ts';
import type { LegendRow } from './legend-rows.ts';
import type { Looks } from './looks.ts';
import { textWidth } from './text-width.ts';

/** Of the sample of a line, in ems. */
export const SAMPLE = 1.9;
const AFTER_SAMPLE = 0.5;
const COLUMN_GAP = 1.1;
const CELL_LEAST = 3.2;
/** Between a name and the figures. */
const AFTER_LABEL = 0.3;

/** Where the columns of a legend are, in pixels. */
export interface LegendColumns {
  readonly labelLeft: number;
  /** For a name beside figures. */
  readonly labelWidth: number;
  /** The right edge of each column of figures. */
  readonly rights: readonly number[];
}

/** The columns of figures, as wide as their widest, from the right; what is left is for the names. */
export function legendColumns(
  rows: readonly Pick<LegendRow, 'cells'>[],
  { width, textPx: em }: Omit<Looks, 'height'>,
): LegendColumns {
  const count = Math.max(0, ...rows.map(({ cells }) => cells.length));
  const rights: number[] = [];
  let right = width - em * EM.edge;
  for (let column = count - 1; column >= 0; column -= 1) {
    rights.unshift(right);
    const widths = rows.map(({ cells }) => textWidth(cells[column] ?? '', em));
    right -= Math.max(em * CELL_LEAST, ...widths) + em * COLUMN_GAP;
  }
  const labelLeft = em * (EM.edge + SAMPLE + AFTER_SAMPLE);
  const labelRight = count === 0 ? right : right + em * COLUMN_GAP;
  return { labelLeft, labelWidth: labelRight - labelLeft - em * AFTER_LABEL, rights };
}
