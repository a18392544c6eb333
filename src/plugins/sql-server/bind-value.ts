import type { ParameterValue } from '#sdk';
import { instantText } from '#sdk/sql';
import type { Tedious } from './open-connection.ts';

type DataType = Tedious['TYPES'][keyof Tedious['TYPES']];

/** A value with the type that it is sent as. */
export type Bound = {
  readonly type: DataType;
  readonly value: unknown;
  readonly declaration: string;
  readonly options?: { readonly scale?: number; readonly length?: number };
};

const INT_MAX = 2 ** 31;
const NVARCHAR_MAX = 4000;
/** A Date has no more digits. */
const MILLISECONDS = { scale: 3 } as const;

/**
 * A value as SQL Server takes it. An instant is compared with columns that hold an offset as that instant, and with all
 * others as local time, which is what they hold.
 *
 * @param isZoned whether the server expects a `datetimeoffset` here
 */
export function bindValue(
  value: ParameterValue,
  isZoned: boolean,
  timeZone: string,
  { TYPES }: Tedious,
): Bound {
  if (value instanceof Date) {
    if (isZoned) {
      const declaration = 'datetimeoffset(3)';
      return { type: TYPES.DateTimeOffset, value, declaration, options: MILLISECONDS };
    }
    const { local } = instantText(value, timeZone);
    // The driver writes a Date’s UTC fields.
    const clock = new Date(`${local.replace(' ', 'T')}Z`);
    const declaration = 'datetime2(3)';
    return { type: TYPES.DateTime2, value: clock, declaration, options: MILLISECONDS };
  }
  if (typeof value === 'boolean') return { type: TYPES.Bit, value, declaration: 'bit' };
  if (typeof value === 'number') return numberOf(value, TYPES);
  const length = Math.max(value?.length ?? 1, 1);
  const declaration = `nvarchar(${length > NVARCHAR_MAX ? 'max' : length})`;
  return { type: TYPES.NVarChar, value, declaration };
}

function numberOf(value: number, TYPES: Tedious['TYPES']): Bound {
  if (!Number.isSafeInteger(value)) return { type: TYPES.Float, value, declaration: 'float' };
  if (Math.abs(value) < INT_MAX) return { type: TYPES.Int, value, declaration: 'int' };
  return { type: TYPES.BigInt, value: String(value), declaration: 'bigint' };
}
