import type { Instant } from '../time/instant.ts';
import { coerceValue } from './coerce-value.ts';
import type { EventSource } from './event-source.ts';
import { gridInstants } from './grid.ts';
import { HOLD_TICKS, valueAt } from './interpolate.ts';
import type { Stream } from './interpolate.ts';
import { WriteError } from './model.ts';
import type {
  Archive,
  DigitalState,
  PointValue,
  StreamShape,
  TimedValue,
  ValueFilter,
  WrittenValue,
} from './model.ts';
import { createOverlay, overlaySource, writeEvent } from './overlay.ts';
import type { Overlay } from './overlay.ts';
import { listPlotValues } from './plot.ts';
import { collectFiltered, findRecorded, listRecorded } from './recorded.ts';
import { summarise } from './summarise.ts';
import { NO_DATA, badValue } from './system-states.ts';
import { toWrittenValue } from './written-number.ts';

export type ArchiveOptions = {
  readonly source: EventSource;
  readonly shape: StreamShape;
  readonly now: () => Instant;
  /** The states a digital stream may take. */
  readonly states?: readonly DigitalState[];
  /** A static attribute: one value, held for ever. */
  readonly isStatic?: boolean;
  /** What was written so far; handed in when it must outlive this archive. */
  readonly overlay?: Overlay;
  /** What the stream stores of a value a client sends. Default: as its point type does. */
  readonly coerce?: (value: WrittenValue) => { value: PointValue; good: boolean };
};

/** Gives a source of events PI's reading rules, and a place in memory for what clients write. */
export function createArchive(options: ArchiveOptions): Archive {
  const { shape, now, states = [], isStatic = false, overlay = createOverlay() } = options;
  const coerce =
    options.coerce ?? ((value: WrittenValue) => coerceValue(value, shape.pointType, states));
  const source = overlaySource(options.source, overlay);
  const stream: Stream = { source, shape, now, isStatic };
  const written = (event: TimedValue): TimedValue => toWrittenValue(event, shape.pointType);
  const writtenAll = (events: TimedValue[]): TimedValue[] => events.map(written);

  function interpolatedAt(
    instants: readonly Instant[],
    filter: ValueFilter | undefined,
    includesFiltered: boolean,
  ): TimedValue[] {
    const collector = collectFiltered(filter, includesFiltered, Infinity);
    for (const at of instants) collector.add(written(valueAt(stream, at)));
    return collector.values;
  }

  return {
    shape,
    current() {
      if (shape.future) return written(valueAt(stream, now()));
      const snapshot = source.before(now() + HOLD_TICKS, true);
      return snapshot === undefined ? badValue(now(), NO_DATA) : written(snapshot);
    },
    end() {
      const newest = source.before(Infinity, true);
      return newest === undefined ? badValue(now(), NO_DATA) : written(newest);
    },
    valueAt: (at) => written(valueAt(stream, at)),
    recorded: (query) => writtenAll(listRecorded(stream, query)),
    recordedAt(at, mode) {
      const event = findRecorded(stream, at, mode);
      return event === undefined ? undefined : written(event);
    },
    interpolated: (query) =>
      interpolatedAt(gridInstants(query), query.filter, query.includeFilteredValues ?? false),
    interpolatedAt: (instants, filter) => interpolatedAt(instants, filter, false),
    plot: (query) => writtenAll(listPlotValues(stream, query)),
    summary: (query) => summarise(stream, query),
    write(value, option) {
      const event = toEvent(value);
      return writeEvent(source, overlay, event, option);
    },
    revision: () => overlay.revision,
  };

  function toEvent(value: WrittenValue): TimedValue {
    if (!shape.future && !isStatic && value.at > now() + HOLD_TICKS) {
      throw new WriteError('The timestamp is too far in the future for this point.');
    }
    return {
      at: value.at,
      ...coerce(value),
      questionable: value.questionable ?? false,
      substituted: value.substituted ?? false,
      annotated: value.annotated ?? false,
    };
  }
}
