import type { Element } from './text-at.ts';

type Shape = Pick<Element, string>;

/** What lines are told apart by without their colour: shapes of about one area, filled and then hollow. */
const SHAPES: readonly ((x: number, y: number, r: number) => Shape)[] = [
  (cx, cy, r) => ({ type: 'circle', shape: { cx, cy, r: r * 0.92 } }),
  (x, y, r) =>
    polygon(x, y, [
      [0, -1.15 * r],
      [1.15 * r, 0.85 * r],
      [-1.15 * r, 0.85 * r],
    ]),
  (x, y, r) =>
    polygon(x, y, [
      [-0.85 * r, -0.85 * r],
      [0.85 * r, -0.85 * r],
      [0.85 * r, 0.85 * r],
      [-0.85 * r, 0.85 * r],
    ]),
  (x, y, r) =>
    polygon(x, y, [
      [0, -1.25 * r],
      [1.1 * r, 0],
      [0, 1.25 * r],
      [-1.1 * r, 0],
    ]),
];

function polygon(x: number, y: number, points: readonly (readonly [number, number])[]): Shape {
  return { type: 'polygon', shape: { points: points.map(([dx, dy]) => [x + dx, y + dy]) } };
}

/** The mark of a line. @param place of its series among all */
export function markAt(
  place: number,
  at: { readonly x: number; readonly y: number; readonly r: number },
  colour: string,
  background: string,
): Element {
  const shape = SHAPES[place % SHAPES.length];
  const isHollow = Math.floor(place / SHAPES.length) % 2 === 1;
  return {
    ...shape?.(at.x, at.y, at.r),
    silent: true,
    z: 5,
    style: {
      fill: isHollow ? background : colour,
      stroke: isHollow ? colour : background,
      lineWidth: at.r * 0.35,
    },
  };
}

const MARKS = 5;

/**
 * The points of a line that carry its mark: a few over the range, at other places than its neighbours'.
 *
 * @param points in the order of their time
 */
export function markedPoints(
  points: readonly (readonly [number, number])[],
  start: number,
  end: number,
  place: number,
): readonly (readonly [number, number])[] {
  const each = (end - start) / MARKS;
  const marked = new Set<readonly [number, number]>();
  for (let index = 0; index < MARKS; index += 1) {
    const at = start + (index + 0.25 + (place % 4) * 0.17) * each;
    const nearest = nearestTo(points, at);
    if (nearest && Math.abs(nearest[0] - at) < each) marked.add(nearest);
  }
  return [...marked];
}

function nearestTo(
  points: readonly (readonly [number, number])[],
  at: number,
): readonly [number, number] | undefined {
  let low = 0;
  let high = points.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((points[middle]?.[0] ?? 0) < at) low = middle + 1;
    else high = middle;
  }
  const after = points[low];
  const before = points[low - 1];
  if (!after || !before) return after ?? before;
  return after[0] - at < at - before[0] ? after : before;
}
