import type { ChartSeries, TrendPicture } from '../picture.schema.ts';

/** A series and its place among all of the picture, which gives it its colour and mark. */
export interface Placed {
  readonly series: ChartSeries;
  readonly place: number;
}

/** Lines of one unit, which share a value axis. */
export interface Axis {
  readonly unit: string | null;
  readonly lines: readonly Placed[];
}

/** Lines over one stretch of time, one below the other: up to two axes, the second at the right. */
export interface Panel {
  readonly axes: readonly Axis[];
}

export interface Panels {
  readonly values: readonly Panel[];
  /** Series of states, drawn below as bands. */
  readonly states: readonly Placed[];
}

/** Two units share a panel; with more, nobody knows which axis a line belongs to, and each has a panel of its own. */
export function panelsOf({ series }: Pick<TrendPicture, 'series'>): Panels {
  const placed = series.map((one, place): Placed => ({ series: one, place }));
  const byUnit = new Map<string | null, Placed[]>();
  for (const one of placed) {
    if (one.series.form === 'digital') continue;
    const { unit } = one.series;
    byUnit.set(unit, [...(byUnit.get(unit) ?? []), one]);
  }
  const axes = [...byUnit].map(([unit, lines]): Axis => ({ unit, lines }));
  const values =
    axes.length === 0 ? [] : axes.length <= 2 ? [{ axes }] : axes.map((axis) => ({ axes: [axis] }));
  return { values, states: placed.filter((one) => one.series.form === 'digital') };
}
