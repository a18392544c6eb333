import type { ParameterValue } from '#sdk';
import { instantText } from '#sdk/sql';

/**
 * A value as PostgreSQL reads it. The types are left to the server, which takes them from what the value is compared with:
 * an instant as local time with its offset is right for columns with a zone, which keep the instant, and for columns
 * without one, which ignore the offset.
 */
export function bindValue(value: ParameterValue, timeZone: string): string | null {
  if (value === null) return null;
  if (!(value instanceof Date)) return String(value);
  const { local, offset } = instantText(value, timeZone);
  return `${local}${offset}`;
}
