import { Temporal } from 'temporal-polyfill';

/** The instant at which the present day of the site began: what is used of models is counted from there. */
export function startOfDay(now: Date, timeZone: string): Date {
  const today = Temporal.Instant.fromEpochMilliseconds(now.getTime()).toZonedDateTimeISO(timeZone);
  return new Date(today.startOfDay().epochMilliseconds);
}
