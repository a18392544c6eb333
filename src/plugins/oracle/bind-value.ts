import type { BindParameter } from 'oracledb';
import type { ParameterValue } from '#sdk';
import { instantText } from '#sdk/sql';
import type { OracleLibrary } from './open-connection.ts';

/**
 * A value as Oracle takes it. An instant goes as the plant’s local time, of the type DATE where it has no fraction of a
 * second: a column of that type is then compared as it is, by its index; a column with a zone takes it for the session’s,
 * which is the same. Where this machine’s own zone has no such hour the driver cannot write it: then it goes with its
 * zone.
 */
export function bindValue(
  value: ParameterValue,
  timeZone: string,
  library: OracleLibrary,
): BindParameter {
  if (value instanceof Date) {
    const clock = clockOf(value, timeZone);
    if (!clock) return { type: library.DB_TYPE_TIMESTAMP_TZ, val: value };
    const isWhole = clock.getMilliseconds() === 0;
    return { type: isWhole ? library.DB_TYPE_DATE : library.DB_TYPE_TIMESTAMP, val: clock };
  }
  if (typeof value === 'number') return { type: library.DB_TYPE_NUMBER, val: value };
  // The database has no truth values before 23ai.
  if (typeof value === 'boolean') return { type: library.DB_TYPE_NUMBER, val: value ? 1 : 0 };
  return { type: library.DB_TYPE_VARCHAR, val: value };
}

/** A Date that shows the wall clock of the zone on this machine; undefined when none does. */
function clockOf(value: Date, timeZone: string): Date | undefined {
  const { local } = instantText(value, timeZone);
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] =
    local.match(/\d+/g)?.map(Number) ?? [];
  const clock = new Date(2000, month - 1, day, hour, minute, second, value.getUTCMilliseconds());
  clock.setFullYear(year, month - 1, day);
  const isShown = clock.getHours() === hour && clock.getMinutes() === minute;
  return isShown ? clock : undefined;
}
