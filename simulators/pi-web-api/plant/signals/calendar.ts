/** The station keeps western Indonesian time, UTC+7 all year: its day must not depend on the server's settings. */
const OFFSET_S = 7 * 3600;

export const HOUR_S = 3600;
export const DAY_S = 86_400;
/** The first instant the archive knows, 2020-01-01T00:00:00 at the station. */
export const ARCHIVE_START_S = Date.UTC(2020, 0, 1) / 1000 - OFFSET_S;

/** The number of the station's day at a Unix time in seconds. */
export function dayOf(t: number): number {
  return Math.floor((t + OFFSET_S) / DAY_S);
}

/** The Unix time in seconds at which a station day begins. */
export function startOfDay(day: number): number {
  return day * DAY_S - OFFSET_S;
}

/** Hours since midnight at the station, with a fraction. */
export function hourOfDay(t: number): number {
  return ((((t + OFFSET_S) % DAY_S) + DAY_S) % DAY_S) / HOUR_S;
}

/** 0 Monday … 6 Sunday, of a station day. */
export function weekdayOf(day: number): number {
  return (((day + 3) % 7) + 7) % 7;
}

/** The number of the eight-hour shift (23:00, 07:00, 15:00 at the station) at a Unix time in seconds. */
export function shiftOf(t: number): number {
  return Math.floor((t + OFFSET_S + HOUR_S) / (8 * HOUR_S));
}

export function startOfShift(shift: number): number {
  return shift * 8 * HOUR_S - HOUR_S - OFFSET_S;
}
