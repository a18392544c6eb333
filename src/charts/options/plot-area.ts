import type { TrendPicture } from '../picture.schema.ts';
import { EM } from './em.ts';
import type { Layout, PlacedPanel } from './layout.ts';
import type { Looks } from './looks.ts';
import { numberLabel } from './number-label.ts';
import type { Axis } from './panels.ts';
import { textWidth } from './text-width.ts';
import { type ValueScale, valueScale } from './value-scale.ts';

/** A value axis with its scale. */
export interface ScaledAxis extends Axis {
  readonly scale: ValueScale;
}

export interface PlotPanel extends PlacedPanel {
  readonly axes: readonly ScaledAxis[];
}

/** Where lines are drawn: panels of one width, so that times stand below each other. */
export interface PlotArea {
  readonly left: number;
  readonly width: number;
  readonly panels: readonly PlotPanel[];
  /** The pixel of an instant. */
  xOf(at: number): number;
}

/** Between the labels of an axis and its line, in ems. */
export const LABEL_GAP = 0.45;
const SPLITS = { least: 2, most: 6, ems: 2.3 };

export function plotAreaOf(picture: TrendPicture, layout: Layout, looks: Looks): PlotArea {
  const em = looks.textPx;
  const panels = layout.panels.map((panel): PlotPanel => {
    const fitting = Math.floor(panel.height / (em * SPLITS.ems));
    const usual = Math.min(Math.max(fitting, SPLITS.least), SPLITS.most - 1);
    const measured = panel.axes.map((axis) => ({
      axis,
      values: extremesOf(axis),
      decimals: Math.max(...axis.lines.map(({ series }) => series.decimals)),
    }));
    const scaled = [usual, usual - 1, usual + 1]
      .filter((splits) => splits >= SPLITS.least)
      .map((splits) =>
        measured.map(({ axis, values, decimals }) => ({
          ...axis,
          scale: valueScale(values, decimals, splits),
        })),
      );
    // Of about as many lines as there is room for, those that leave the least of it empty.
    const [axes = []] = scaled.toSorted((a, b) => emptiness(a) - emptiness(b));
    return { ...panel, axes };
  });
  const gutter = (side: 0 | 1) =>
    panels
      .map(({ axes }) => labelsWidth(axes[side], picture, em))
      .reduce((most, width) => Math.max(most, width), 0);
  const left = em * EM.edge + gutter(0);
  const right = looks.width - Math.max(em * EM.edge + gutter(1), em * 1.75);
  const width = right - left;
  const { start, end } = picture;
  return { left, width, panels, xOf: (at) => left + ((at - start) / (end - start)) * width };
}

/** The pixel of a value in a panel, measured from above. */
export function yOf(value: number, { min, max }: ValueScale, panel: PlacedPanel): number {
  return panel.top + ((max - value) / (max - min)) * panel.height;
}

/** The spans of its scales, multiplied: of the same values, the greater the emptier. */
function emptiness(axes: readonly ScaledAxis[]): number {
  return axes.reduce((product, { scale }) => product * (scale.max - scale.min), 1);
}

/** The least and the greatest of everything an axis must hold; empty when that is nothing. */
function extremesOf({ lines }: Axis): readonly number[] {
  let low = Infinity;
  let high = -Infinity;
  const take = (value: number | null): void => {
    if (value === null) return;
    low = Math.min(low, value);
    high = Math.max(high, value);
  };
  for (const { series } of lines) {
    for (const [, value] of series.points) take(value);
    for (const [, value] of series.before ?? []) take(value);
    for (const { value } of series.limits ?? []) take(value);
  }
  return low <= high ? [low, high] : [];
}

/** The number of a scale that has the most digits before the point. */
export function largestOf({ min, max }: ValueScale): number {
  return Math.max(Math.abs(min), Math.abs(max));
}

function labelsWidth(axis: ScaledAxis | undefined, { language }: TrendPicture, em: number): number {
  if (!axis) return 0;
  const { min, max, interval, decimals } = axis.scale;
  const widths = [min, max, max - interval].map((value) =>
    textWidth(numberLabel(value, decimals, language, largestOf(axis.scale)), em),
  );
  return Math.max(...widths) + em * LABEL_GAP;
}
