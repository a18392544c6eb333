import type { PiValue, PlantClient } from './plant-client.ts';

/** When something holds of a tag: a state, or a number beyond a limit (or two: between), the limit itself in or out. */
export type When = {
  readonly is?: string | undefined;
  readonly isNot?: string | undefined;
  readonly above?: number | undefined;
  readonly atLeast?: number | undefined;
  readonly below?: number | undefined;
  readonly atMost?: number | undefined;
};
export type Span = { readonly start: number; readonly end: number };

const DAY_MS = 86_400_000;
/** How far back a search for the last time goes, in steps that grow. */
const SEARCH_DAYS = [2, 8, 30, 90, 180, 365, 700];

/** Reads `is Running`, `is not Trip`, `above 500`, `below 3.5`, `at least 500`, `at most 3`, `between 500 and 600`. */
export function parseWhen(text: string): When {
  const state = /^is (not )?(.+)$/u.exec(text);
  if (state) return state[1] === undefined ? { is: state[2] } : { isNot: state[2] };
  const band = /^between (-?[\d.]+) and (-?[\d.]+)$/u.exec(text);
  if (band) return { above: Number(band[1]), below: Number(band[2]) };
  const limit = /^(above|below|at least|at most) (-?[\d.]+)$/u.exec(text);
  if (!limit) throw new Error(`"${text}" is no condition.`);
  const value = Number(limit[2]);
  switch (limit[1]) {
    case 'above':
      return { above: value };
    case 'at least':
      return { atLeast: value };
    case 'below':
      return { below: value };
    default:
      return { atMost: value };
  }
}

export function holds(when: When, value: number | string): boolean {
  if (when.is !== undefined) return String(value).toLowerCase() === when.is.toLowerCase();
  if (when.isNot !== undefined) return String(value).toLowerCase() !== when.isNot.toLowerCase();
  if (typeof value !== 'number') return false;
  return (
    value > (when.above ?? Number.NEGATIVE_INFINITY) &&
    value >= (when.atLeast ?? Number.NEGATIVE_INFINITY) &&
    value < (when.below ?? Number.POSITIVE_INFINITY) &&
    value <= (when.atMost ?? Number.POSITIVE_INFINITY)
  );
}

/**
 * When it held, from recorded values: a stepping tag keeps its value until the next, any other goes in a straight
 * line, which crosses a limit in between. Bad values hold nothing.
 */
export async function findSpans(
  plant: PlantClient,
  tag: string,
  when: When,
  { start, end }: Span,
): Promise<readonly Span[]> {
  const { isStep } = await plant.point(tag);
  const inner = await plant.recorded(tag, start, end);
  const edges = [await plant.valueAt(tag, start), await plant.valueAt(tag, end)] as const;
  const values: PiValue[] = [
    { ...edges[0], at: start },
    ...inner.filter(({ at }) => at > start && at < end),
    { ...edges[1], at: end },
  ];
  const spans: Span[] = [];
  for (const [index, from] of values.entries()) {
    const to = values[index + 1];
    if (!to || !from.isGood) continue;
    const span = isStep || !to.isGood ? stepSpan(when, from, to) : lineSpan(when, from, to);
    if (!span || span.end <= span.start) continue;
    const before = spans.at(-1);
    if (before && span.start - before.end < 1)
      spans[spans.length - 1] = { ...before, end: span.end };
    else spans.push(span);
  }
  return spans;
}

function stepSpan(when: When, from: PiValue, to: PiValue): Span | undefined {
  return holds(when, from.value) ? { start: from.at, end: to.at } : undefined;
}

function lineSpan(when: When, from: PiValue, to: PiValue): Span | undefined {
  if (typeof from.value !== 'number' || typeof to.value !== 'number')
    return stepSpan(when, from, to);
  // A line that does not move is at its limit all the time.
  if (from.value === to.value) return stepSpan(when, from, to);
  const rise = to.value - from.value;
  const crossing = (limit: number) =>
    rise === 0 ? undefined : (limit - (from.value as number)) / rise;
  // The share of the line that is inside, as a part from 0 to 1.
  let [low, high] = [0, 1];
  for (const [limit, isUpper] of [
    [when.above, false],
    [when.atLeast, false],
    [when.below, true],
    [when.atMost, true],
  ] as const) {
    if (limit === undefined) continue;
    const share = crossing(limit);
    const isInsideAtStart = isUpper ? from.value < limit : from.value > limit;
    if (share === undefined || share <= 0 || share >= 1) {
      const middle = from.value + rise / 2;
      if (isUpper ? middle >= limit : middle <= limit) return undefined;
    } else if (isInsideAtStart) high = Math.min(high, share);
    else low = Math.max(low, share);
  }
  if (low >= high) return undefined;
  const length = to.at - from.at;
  return { start: from.at + low * length, end: from.at + high * length };
}

/** The last time it held before `now`; one that still holds ends at `now`. */
export async function findLastSpan(
  plant: PlantClient,
  tag: string,
  when: When,
  now: number,
): Promise<Span | undefined> {
  for (const days of SEARCH_DAYS) {
    const start = now - days * DAY_MS;
    const last = (await findSpans(plant, tag, when, { start, end: now })).at(-1);
    // One that begins where the search began began earlier.
    if (last && last.start > start) return last;
  }
  return undefined;
}

/** How long it held in all, in seconds. */
export function secondsOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { start, end }) => sum + (end - start), 0) / 1000;
}
