import { TICKS_PER_MINUTE } from '../time/instant.ts';
import type { Instant } from '../time/instant.ts';
import type { EventSource } from './event-source.ts';
import type { StreamShape, TimedValue } from './model.ts';
import { NO_DATA, badValue } from './system-states.ts';

/** How far past now a snapshot is still held; further on PI answers No Data. */
export const HOLD_TICKS = 10 * TICKS_PER_MINUTE;

/** A stream as the reading rules see it. */
export type Stream = {
  readonly source: EventSource;
  readonly shape: StreamShape;
  readonly now: () => Instant;
  /** A static attribute: its value holds for ever. */
  readonly isStatic: boolean;
};

/** True when a value between two events lies on the line between them: both good numbers of a stream without steps. */
export function isLinear(
  previous: TimedValue,
  next: TimedValue | undefined,
  isStep: boolean,
): next is TimedValue & { value: number } {
  return (
    !isStep &&
    next !== undefined &&
    previous.good &&
    next.good &&
    typeof previous.value === 'number' &&
    typeof next.value === 'number'
  );
}

/** The number on the line between two events. */
export function onLine(previous: TimedValue, next: TimedValue, at: Instant): number {
  const from = previous.value as number;
  const to = next.value as number;
  if (at >= next.at) return to;
  return from + ((to - from) * (at - previous.at)) / (next.at - previous.at);
}

/**
 * The value of a stream at an instant: stored, on the line, or held; a bad state holds until the next event and nothing
 * is interpolated across it. Before the first event, and past the hold of the snapshot: No Data.
 */
export function valueAt(stream: Stream, at: Instant): TimedValue {
  const previous = stream.source.before(at, true);
  if (previous === undefined || !isHeldAt(stream, previous, at)) return badValue(at, NO_DATA);
  if (previous.at === at) return previous;
  const next = stream.shape.step ? undefined : stream.source.after(at, false);
  if (isLinear(previous, next, stream.shape.step)) {
    return {
      at,
      value: onLine(previous, next, at),
      good: true,
      questionable: previous.questionable || next.questionable,
      substituted: previous.substituted || next.substituted,
      annotated: false,
    };
  }
  return { ...previous, at, annotated: false };
}

function isHeldAt(stream: Stream, previous: TimedValue, at: Instant): boolean {
  if (stream.isStatic || previous.at === at) return true;
  if (!stream.shape.future) return at <= stream.now() + HOLD_TICKS;
  // A forecast says nothing past its last value.
  return at <= stream.now() || stream.source.after(at, false) !== undefined;
}
