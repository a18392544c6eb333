import type { Plant } from '../plant/index.ts';
import type { Instant } from '../time/instant.ts';
import { parseTime, parseTimeRange } from '../time/parse-time.ts';
import { parseTimeSpan, type TimeSpan } from '../time/time-span.ts';
import { resolveTimeZone } from '../time/time-zone.ts';
import { requiredListOf, textOf, type Query } from './query.ts';

/** The zone of the request's `timeZone`, else the server's own. */
export function timeZoneOf(plant: Plant, query: Query): string {
  const name = textOf(query, 'timeZone');
  return name === undefined ? plant.timeZone : resolveTimeZone(name);
}

/** `startTime` and `endTime`; what is not given comes from `own` (an event frame's) or the vendor's defaults. */
export function rangeOf(
  plant: Plant,
  query: Query,
  own?: { readonly start: Instant; readonly end: Instant },
  defaults: { readonly start: string; readonly end: string } = { start: '*-1d', end: '*' },
): { start: Instant; end: Instant } {
  const startText = textOf(query, 'startTime');
  const endText = textOf(query, 'endTime');
  const context = { now: plant.now(), timeZone: timeZoneOf(plant, query) };
  if (!own) return parseTimeRange(startText ?? defaults.start, endText ?? defaults.end, context);
  const start = startText === undefined ? own.start : parseTime(startText, context);
  const end =
    endText === undefined ? own.end : parseTime(endText, { ...context, relativeTo: start });
  return { start, end };
}

/** One time of that parameter, if given. */
export function timeOf(plant: Plant, query: Query, name: string): Instant | undefined {
  const text = textOf(query, name);
  if (text === undefined) return undefined;
  return parseTime(text, { now: plant.now(), timeZone: timeZoneOf(plant, query) });
}

/** All `time` parameters; 400 when there is none. */
export function timesOf(plant: Plant, query: Query): Instant[] {
  const context = { now: plant.now(), timeZone: timeZoneOf(plant, query) };
  return requiredListOf(query, 'time').map((text) => parseTime(text, context));
}

/** A time span parameter, if given. */
export function spanOf(query: Query, name: string): TimeSpan | undefined {
  const text = textOf(query, name);
  return text === undefined ? undefined : parseTimeSpan(text);
}
