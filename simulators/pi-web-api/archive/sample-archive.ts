import { parseTime } from '../time/parse-time.ts';
import type { Instant } from '../time/instant.ts';
import { createArchive } from './create-archive.ts';
import type { ArchiveOptions } from './create-archive.ts';
import { createListSource, goodValue } from './event-source.ts';
import type { Archive, PointValue, TimedValue } from './model.ts';
import { badValue, findSystemState } from './system-states.ts';

/** An instant of 18 November 2025 (UTC) by its time of day, or any other PI time: for the tests of the archive. */
export function at(text: string): Instant {
  const day = parseDay();
  return parseTime(text, { now: day, timeZone: 'UTC' });
}

/** An archive of a few events `['08:00', 3]`; the name of a system state makes a bad one. Now is 12:00. */
export function sampleArchive(
  events: readonly (readonly [time: string, value: PointValue])[],
  options: Partial<ArchiveOptions> = {},
): Archive {
  return createArchive({
    source: createListSource(events.map(([time, value]) => sampleEvent(at(time), value))),
    shape: { pointType: 'Float64', step: false, future: false },
    now: () => at('12:00'),
    ...options,
  });
}

function sampleEvent(instant: Instant, value: PointValue): TimedValue {
  const state = typeof value === 'string' ? findSystemState(value) : undefined;
  return state === undefined ? goodValue(instant, value) : badValue(instant, state);
}

function parseDay(): Instant {
  return parseTime('2025-11-18T00:00:00Z', { now: 0, timeZone: 'UTC' });
}
