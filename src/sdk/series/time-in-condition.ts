import type { Reading, TimeRange } from '../reading.ts';

/**
 * When it holds: two limits together are a band; `above` and `below` do not hold at the limit itself, `atLeast` and
 * `atMost` do. A state or a text is compared in any case.
 */
export interface SeriesCondition {
  readonly above?: number | undefined;
  readonly atLeast?: number | undefined;
  readonly below?: number | undefined;
  readonly atMost?: number | undefined;
  readonly equals?: string | undefined;
}

export interface TimeInCondition {
  readonly totalMs: number;
  /** Time in which it is known whether the condition held. */
  readonly knownMs: number;
  /** Of the range: bad values, before the first and after now. Neither in nor out. */
  readonly unknownMs: number;
  /** Of the known time, 0 to 1; null when none is known. */
  readonly share: number | null;
  /** Oldest first; time that is not known ends one. */
  readonly periods: readonly TimeRange[];
  readonly longest: TimeRange | null;
}

export interface ConditionOptions {
  /** Whether a value holds until the next, or goes to it in a straight line. */
  readonly step: boolean;
  /** The newest value holds until now, and no longer. */
  readonly nowMs: number;
}

/** A time between two instants, in ms since 1970 UTC and fractions of them. */
type Span = { readonly fromMs: number; readonly toMs: number };

/**
 * How long a condition held over a range, and when.
 *
 * Where a signal crosses a limit between two recorded values is found on the straight line between them, as PI
 * interpolates. A good value before a bad one holds until the bad one; a bad one is unknown until the next. A line that
 * only touches `atLeast` or `atMost` meets it for an instant: a period of no length.
 *
 * @param readings oldest first; one at or before the range's start and one after its end tell what was at its edges
 */
export function timeInCondition(
  readings: readonly Reading[],
  condition: SeriesCondition,
  range: TimeRange,
  { step, nowMs }: ConditionOptions,
): TimeInCondition {
  const startMs = Date.parse(range.start);
  const endMs = Date.parse(range.end);
  const spans: Span[] = [];
  let knownMs = 0;
  for (const [index, left] of readings.entries()) {
    const right = readings[index + 1];
    const fromMs = Date.parse(left.timestamp);
    const toMs = right ? Date.parse(right.timestamp) : Math.max(nowMs, fromMs);
    const clipped = clip({ fromMs, toMs }, startMs, Math.min(endMs, nowMs));
    if (!step && fromMs >= startMs && fromMs <= Math.min(endMs, nowMs) && touches(left, condition))
      addSpan(spans, { fromMs, toMs: fromMs });
    if (!clipped || left.value === null) continue;
    knownMs += clipped.toMs - clipped.fromMs;
    const held = step ? holding(left, condition, { fromMs, toMs }) : onLine(left, right, condition);
    const inside = held && clip(held, clipped.fromMs, clipped.toMs);
    if (inside) addSpan(spans, inside);
  }
  const totalMs = spans.reduce((total, span) => total + lengthOf(span), 0);
  const longest = spans.reduce<Span | undefined>(
    (most, span) => (most === undefined || lengthOf(span) > lengthOf(most) ? span : most),
    undefined,
  );
  return {
    totalMs,
    knownMs,
    unknownMs: endMs - startMs - knownMs,
    share: knownMs > 0 ? totalMs / knownMs : null,
    periods: spans.map(toRange),
    longest: longest ? toRange(longest) : null,
  };
}

/** Whether a condition holds of one value; never of a bad one. */
export function meetsCondition(value: Reading['value'], condition: SeriesCondition): boolean {
  if (value === null) return false;
  const { above, atLeast, below, atMost, equals } = condition;
  if (equals !== undefined && fold(String(value)) !== fold(equals)) return false;
  const limits = [above, atLeast, below, atMost];
  if (limits.every((limit) => limit === undefined)) return equals !== undefined;
  if (typeof value !== 'number') return false;
  return (
    (above === undefined || value > above) &&
    (atLeast === undefined || value >= atLeast) &&
    (below === undefined || value < below) &&
    (atMost === undefined || value <= atMost)
  );
}

/** Whether a value is exactly at a limit that holds there. */
function touches({ value }: Reading, condition: SeriesCondition): boolean {
  const { atLeast, atMost } = condition;
  return (
    typeof value === 'number' &&
    (value === atLeast || value === atMost) &&
    meetsCondition(value, condition)
  );
}

/** The limits that a line crosses, whether they hold at themselves or not. */
function limitsOf({ above, atLeast, below, atMost }: SeriesCondition) {
  const least = Math.max(above ?? -Infinity, atLeast ?? -Infinity);
  const most = Math.min(below ?? Infinity, atMost ?? Infinity);
  return { least, most };
}

function holding({ value }: Reading, condition: SeriesCondition, span: Span): Span | undefined {
  return meetsCondition(value, condition) ? span : undefined;
}

/** The part of the way from one value to the next in which the condition holds: on a line, it is one part or none. */
function onLine(
  left: Reading,
  right: Reading | undefined,
  condition: SeriesCondition,
): Span | undefined {
  const fromMs = Date.parse(left.timestamp);
  const toMs = right ? Date.parse(right.timestamp) : Infinity;
  const a = left.value;
  const b = right?.value;
  if (typeof a !== 'number' || typeof b !== 'number' || a === b) {
    return holding(left, condition, { fromMs, toMs });
  }
  // A line that moves is at one number for no time at all.
  if (condition.equals !== undefined) return undefined;
  const { least, most } = limitsOf(condition);
  const at = (limit: number): number => fromMs + ((limit - a) / (b - a)) * (toMs - fromMs);
  const isRising = b > a;
  const [enters, leaves] = isRising ? [least, most] : [most, least];
  const isYetToEnter = isRising ? a < enters : a > enters;
  const isToLeave = isRising ? b > leaves : b < leaves;
  return clip(
    { fromMs: isYetToEnter ? at(enters) : fromMs, toMs: isToLeave ? at(leaves) : toMs },
    fromMs,
    toMs,
  );
}

function clip({ fromMs, toMs }: Span, startMs: number, endMs: number): Span | undefined {
  const clipped = { fromMs: Math.max(fromMs, startMs), toMs: Math.min(toMs, endMs) };
  return clipped.toMs > clipped.fromMs ? clipped : undefined;
}

/** What begins where the one before ended goes on with it. */
function addSpan(spans: Span[], span: Span): void {
  const last = spans.at(-1);
  if (last?.toMs === span.fromMs) spans[spans.length - 1] = { ...last, toMs: span.toMs };
  else spans.push(span);
}

function lengthOf({ fromMs, toMs }: Span): number {
  return toMs - fromMs;
}

function toRange({ fromMs, toMs }: Span): TimeRange {
  return { start: isoOf(fromMs), end: isoOf(toMs) };
}

function isoOf(ms: number): string {
  return new Date(Math.round(ms)).toISOString();
}

function fold(text: string): string {
  return text.trim().toLowerCase();
}
