import type { Temporal } from 'temporal-polyfill';
import type { Ends } from './when.ts';

/** A part of the day: local hours from its start; a night reaches into the next day. */
export type DayPart = readonly [fromHour: number, toHour: number];

const PARTS: ReadonlyMap<string, DayPart> = new Map<string, DayPart>([
  ['dini hari', [0, 5]],
  ['subuh', [4, 6]],
  ['morning', [6, 12]],
  ['pagi', [6, 11]],
  ['afternoon', [12, 18]],
  ['siang', [11, 15]],
  ['sore', [15, 18]],
  ['evening', [18, 22]],
  ['night', [18, 30]],
  ['malam', [18, 30]],
]);

/** A part of the day by its name in either language. */
export function dayPartOf(name: string): DayPart | undefined {
  return PARTS.get(name);
}

/** The part of the day that begins on a day. */
export function partOfDay(day: Temporal.PlainDate, [from, to]: DayPart, zone: string): Ends {
  const at = (hour: number) =>
    day
      .add({ days: Math.floor(hour / 24) })
      .toZonedDateTime({ timeZone: zone, plainTime: { hour: hour % 24 } });
  return { start: at(from), end: at(to) };
}

/** The latest such part of the day that has begun; at two in the morning, tonight's began yesterday. */
export function latestPart(part: DayPart, now: Temporal.ZonedDateTime): Ends {
  const today = now.toPlainDate();
  const ends = partOfDay(today, part, now.timeZoneId);
  const hasBegun = ends.start.epochMilliseconds < now.epochMilliseconds;
  return hasBegun ? ends : partOfDay(today.subtract({ days: 1 }), part, now.timeZoneId);
}
