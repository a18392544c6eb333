import type { ChartPoint, ChartSeries } from '../picture.schema.ts';

/**
 * A series as it is drawn between two instants: a line enters and leaves where it crosses them; a value that holds until
 * the next holds from the first, and up to where a gap begins.
 */
export function clipPoints(
  points: readonly ChartPoint[],
  form: ChartSeries['form'],
  start: number,
  end: number,
): readonly ChartPoint[] {
  const kept: ChartPoint[] = [];
  for (const [index, point] of points.entries()) {
    const [at, value] = point;
    const before = points[index - 1];
    for (const edge of [start, end]) {
      if (before && before[0] < edge && at > edge)
        kept.push([edge, between(before, point, edge, form)]);
    }
    if (at < start || at > end) continue;
    const held = before?.[1] ?? null;
    if (form === 'step' && value === null && held !== null) kept.push([at, held]);
    kept.push(point);
  }
  return kept;
}

function between(
  [from, before]: ChartPoint,
  [to, after]: ChartPoint,
  at: number,
  form: ChartSeries['form'],
): number | null {
  if (before === null || form === 'step') return before;
  return after === null ? null : before + ((after - before) * (at - from)) / (to - from);
}
