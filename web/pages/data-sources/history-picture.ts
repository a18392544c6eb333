import type { ChartPoint, ChartSeries, TrendPicture } from '../../../src/charts/picture.schema.ts';
import type { Reading, TagHistory } from '../../../src/data-sources/data-sources.schema.ts';
import type { Language } from '../../app/languages.ts';

/** Significant digits where the source wishes for none. */
const USUAL_DIGITS = 5;
const DECIMALS_MAX = 10;

/**
 * A tag's history as it is drawn: a line, steps where values hold, a band where there are states. Bad values are gaps.
 * Undefined when there is nothing to draw.
 */
export function historyPicture(
  { tag, range, readings, held, truncated }: TagHistory,
  { language, timeZone }: { readonly language: Language; readonly timeZone: string },
  nowMs: number,
): TrendPicture | undefined {
  const start = Date.parse(range.start);
  const end = Date.parse(range.end);
  const inRange = readings.map((reading) => ({ reading, at: Date.parse(reading.timestamp) }));
  const drawn =
    inRange.length === 0 && held
      ? [start, Math.min(end, nowMs)].map((at) => ({ reading: held, at }))
      : inRange;
  if (!drawn.some(({ reading }) => isKnown(reading))) return undefined;
  const states = statesOf(drawn.map(({ reading }) => reading));
  const known = drawn.map(({ reading, at }): ChartPoint => [at, toValue(reading, states)]);
  const points: ChartPoint[] = truncated ? [[start, null], ...known] : known;
  const { description, name } = tag;
  const label = name;
  const series: ChartSeries = states
    ? { label, unit: null, form: 'digital', decimals: 0, states, points }
    : { label, unit: unitOf(tag, readings), form: tag.step ? 'step' : 'line', ...figures() };
  return {
    kind: 'trend',
    title: description || name,
    ...(description && { subtitle: name }),
    language,
    timeZone,
    start,
    end,
    series: [series],
  };

  function figures() {
    const numbers = points.flatMap(([, value]) => (value === null ? [] : [value]));
    const minimum = numbers.reduce((a, b) => Math.min(a, b));
    const maximum = numbers.reduce((a, b) => Math.max(a, b));
    const last = points.at(-1)?.[1] ?? null;
    return {
      points,
      minimum,
      maximum,
      last,
      decimals: decimalsFor(Math.max(Math.abs(minimum), Math.abs(maximum)), tag.displayDigits),
    };
  }
}

function unitOf({ unit }: TagHistory['tag'], readings: readonly Reading[]): string | null {
  return readings.find((reading) => reading.unit)?.unit ?? unit;
}

function isKnown({ value, quality }: Reading): boolean {
  return value !== null && quality !== 'bad';
}

/** In the order of their codes, as the source numbers them; undefined where there are numbers. */
function statesOf(readings: readonly Reading[]): string[] | undefined {
  const known = readings.filter(isKnown);
  if (known.some(({ value, state }) => typeof value === 'number' && !state)) return undefined;
  const codes = new Map<string, number>();
  for (const { value, state } of known) {
    const name = state?.name ?? String(value);
    if (!codes.has(name)) codes.set(name, state?.code ?? (value === true ? 1 : codes.size));
  }
  return [...codes].toSorted(([, a], [, b]) => a - b).map(([name]) => name);
}

function toValue(reading: Reading, states: readonly string[] | undefined): number | null {
  if (!isKnown(reading)) return null;
  const { value, state } = reading;
  if (states) return states.indexOf(state?.name ?? String(value));
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** Decimals of the figures below the picture, as finely as the source shows its values. */
function decimalsFor(largest: number, displayDigits: number | null): number {
  if (displayDigits !== null && displayDigits >= 0) return Math.min(displayDigits, DECIMALS_MAX);
  const digits = displayDigits === null ? USUAL_DIGITS : -displayDigits;
  if (largest === 0) return 0;
  const before = Math.floor(Math.log10(largest)) + 1;
  return Math.min(Math.max(digits - before, 0), DECIMALS_MAX);
}
