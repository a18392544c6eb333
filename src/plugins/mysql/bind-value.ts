import mysql2 from 'mysql2';
import type { ParameterValue } from '#sdk';
import { instantText } from '#sdk/sql';

/**
 * A value as the server takes it: an instant as local time of the session's zone, and a whole number as one, since
 * `LIMIT` takes no other.
 */
export function bindValue(value: ParameterValue, timeZone: string): unknown {
  if (value instanceof Date) return instantText(value, timeZone).local;
  if (typeof value === 'number' && Number.isSafeInteger(value))
    return mysql2.TypedParameter.BIGINT(value);
  return value;
}
