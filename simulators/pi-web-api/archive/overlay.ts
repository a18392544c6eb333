import type { Instant } from '../time/instant.ts';
import { createListSource, indexFrom, mergeSources } from './event-source.ts';
import type { EventSource } from './event-source.ts';
import type { TimedValue, UpdateOption, WriteOutcome } from './model.ts';

/** What clients wrote to one stream, kept in memory: added events, and computed ones that were replaced or removed. */
export type Overlay = {
  readonly written: TimedValue[];
  /** Instants at which the computed event no longer shows. */
  readonly hidden: Set<Instant>;
  revision: number;
};

export function createOverlay(): Overlay {
  return { written: [], hidden: new Set(), revision: 0 };
}

/** Computed history with what was written laid over it. */
export function overlaySource(computed: EventSource, overlay: Overlay): EventSource {
  return mergeSources(hideEvents(computed, overlay.hidden), createListSource(overlay.written));
}

/** Stores, replaces or removes one event as PI's update options say (AFUpdateOption). `source` is the whole stream. */
export function writeEvent(
  source: EventSource,
  overlay: Overlay,
  event: TimedValue,
  option: UpdateOption,
): WriteOutcome {
  const isThere = source.after(event.at, true)?.at === event.at;
  if (isThere && option === 'NoReplace') return 'unchanged';
  if (!isThere && (option === 'ReplaceOnly' || option === 'Remove')) return 'unchanged';
  overlay.revision += 1;
  const replaces = isThere && option !== 'Insert' && option !== 'InsertNoCompression';
  if (replaces) {
    const first = indexFrom(overlay.written, event.at, true);
    const next = indexFrom(overlay.written, event.at, false);
    overlay.written.splice(first, next - first);
    overlay.hidden.add(event.at);
  }
  if (option === 'Remove') return 'removed';
  overlay.written.splice(indexFrom(overlay.written, event.at, false), 0, event);
  return replaces ? 'replaced' : 'added';
}

function hideEvents(inner: EventSource, hidden: ReadonlySet<Instant>): EventSource {
  return {
    each: (from, to, visit) =>
      inner.each(
        from,
        to,
        hidden.size === 0 ? visit : (event) => hidden.has(event.at) || visit(event),
      ),
    before(at, inclusive) {
      let event = inner.before(at, inclusive);
      while (event !== undefined && hidden.has(event.at)) event = inner.before(event.at, false);
      return event;
    },
    after(at, inclusive) {
      let event = inner.after(at, inclusive);
      while (event !== undefined && hidden.has(event.at)) event = inner.after(event.at, false);
      return event;
    },
  };
}
