import { Temporal } from 'temporal-polyfill';
import { instantFromMs, msFromInstant, type Instant } from '../../time/instant.ts';
import { timeAt } from './arguments.ts';
import type { ExpressionFunction } from './expression-functions.ts';

/** Functions of the calendar, on the wall clock of the request's time zone. */
export const TIME_FUNCTIONS: Readonly<Record<string, ExpressionFunction>> = {
  parsetime: {
    kinds: ['time'],
    required: 1,
    call: (given, { at }) => ({ at: timeAt(given, 0, at) }),
  },
  year: part((local) => local.year),
  month: part((local) => local.month),
  day: part((local) => local.day),
  hour: part((local) => local.hour),
  minute: part((local) => local.minute),
  second: part((local) => local.second + local.millisecond / 1000),
  // PI counts Sunday as 1.
  weekday: part((local) => (local.dayOfWeek % 7) + 1),
  yearday: part((local) => local.dayOfYear),
  daysec: part((local) => local.hour * 3600 + local.minute * 60 + local.second),
  bod: boundary((local) => local.startOfDay()),
  bom: boundary((local) => local.with({ day: 1 }).startOfDay()),
  bonm: boundary((local) => local.with({ day: 1 }).startOfDay().add({ months: 1 })),
  noon: boundary((local) => local.withPlainTime('12:00')),
};

function part(read: (local: Temporal.ZonedDateTime) => number): ExpressionFunction {
  return {
    kinds: ['time'],
    required: 1,
    call: (given, { at, timeZone }) => read(localTime(timeAt(given, 0, at), timeZone)),
  };
}

function boundary(
  move: (local: Temporal.ZonedDateTime) => Temporal.ZonedDateTime,
): ExpressionFunction {
  return {
    kinds: ['time'],
    required: 1,
    call: (given, { at, timeZone }) => {
      const moved = move(localTime(timeAt(given, 0, at), timeZone));
      return { at: instantFromMs(moved.epochMilliseconds) };
    },
  };
}

function localTime(at: Instant, timeZone: string): Temporal.ZonedDateTime {
  const unixMs = Math.floor(msFromInstant(at));
  return Temporal.Instant.fromEpochMilliseconds(unixMs).toZonedDateTimeISO(timeZone);
}
