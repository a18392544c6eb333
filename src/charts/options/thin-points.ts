import type { ChartPoint } from '../picture.schema.ts';

/**
 * Points that look the same when drawn on so many columns of pixels: of each column the first, the least, the greatest
 * and the last, and every gap. A peak is never lost. (The rule is known as M4: Jugel et al., VLDB 2014.)
 */
export function thinPoints(
  points: readonly ChartPoint[],
  start: number,
  end: number,
  columns: number,
): readonly ChartPoint[] {
  if (points.length <= columns * 4) return points;
  const columnOf = ([at]: ChartPoint) => Math.floor(((at - start) / (end - start)) * columns);
  const kept: ChartPoint[] = [];
  let bucket: ChartPoint[] = [];
  const flush = (): void => {
    kept.push(...corners(bucket));
    bucket = [];
  };
  for (const point of points) {
    const [first] = bucket;
    if (first && (point[1] === null || columnOf(first) !== columnOf(point))) flush();
    if (point[1] !== null) bucket.push(point);
    // One mark of a gap is as good as many.
    else if (kept.at(-1)?.[1] !== null) kept.push(point);
  }
  flush();
  return kept;
}

function corners(bucket: readonly ChartPoint[]): ChartPoint[] {
  let least = bucket[0];
  let greatest = bucket[0];
  for (const point of bucket) {
    if (least && Number(point[1]) < Number(least[1])) least = point;
    if (greatest && Number(point[1]) > Number(greatest[1])) greatest = point;
  }
  const wanted = new Set([bucket[0], least, greatest, bucket.at(-1)]);
  return bucket.filter((point) => wanted.has(point));
}
