import type { ParameterValue } from '#sdk';
import { instantText } from '#sdk/sql';
import type { SqliteConfig } from './sqlite.schema.ts';

type Bound = number | bigint | string | null;
type InstantConfig = Pick<SqliteConfig, 'instants' | 'instantDecimals'>;

/**
 * A value as SQLite compares it: whole numbers as such, truth values as 1 and 0, and instants as this file writes them,
 * since it has no type for them and compares texts letter by letter.
 */
export function bindValue(value: ParameterValue, config: InstantConfig, timeZone: string): Bound {
  if (value instanceof Date) return bindInstant(value, config, timeZone);
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  return value;
}

function bindInstant(instant: Date, config: InstantConfig, timeZone: string): Bound {
  const ms = instant.getTime();
  switch (config.instants) {
    case 'epochMs':
      return BigInt(ms);
    case 'epoch':
      return ms % 1000 === 0 ? BigInt(ms / 1000) : ms / 1000;
    case 'local':
      return wallText(instant, timeZone, config.instantDecimals);
    case 'isoLocal':
      return wallText(instant, timeZone, config.instantDecimals).replace(' ', 'T');
    case 'utc':
      return wallText(instant, 'UTC', config.instantDecimals);
    case 'isoUtc':
      return `${wallText(instant, 'UTC', config.instantDecimals).replace(' ', 'T')}Z`;
  }
}

function wallText(instant: Date, timeZone: string, decimals: number): string {
  const { local } = instantText(instant, timeZone);
  const [whole = '', fraction = ''] = local.split('.');
  // A fraction that the instant has is kept, even where the file has fewer digits.
  const digits = fraction.replace(/0+$/, '').padEnd(decimals, '0');
  return digits === '' ? whole : `${whole}.${digits}`;
}
