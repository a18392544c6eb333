import type { Column } from './ask.ts';
import { isDecimal, mayLoseDigits } from './sql-server-cell.ts';

/** Longest decimal: 38 digits, a sign and a point. */
const DECIMAL_TEXT = 'varchar(41)';
const MAX_LENGTH = 65_535;

/**
 * The types for `WITH RESULT SETS` that have the server itself write as text what the driver would round, and leave the
 * rest as it is; undefined when a column has a type that cannot be named so. Money stays
 * money: as text the server would round it.
 */
export function textTypes(columns: readonly Column[]): readonly string[] | undefined {
  const types = columns.map((column) =>
    isDecimal(column) && mayLoseDigits(column) ? DECIMAL_TEXT : declarationOf(column),
  );
  return types.every((type) => type !== undefined) ? types : undefined;
}

/**
 * A statement that runs `@statement` with its parameters and gives its columns these types (T-SQL, EXECUTE … WITH RESULT
 * SETS). All that is pasted into it is made here.
 *
 * @param parameters names without `@`
 */
export function withResultTypes(types: readonly string[], parameters: readonly string[]): string {
  const passed = parameters.map((name) => `, @${name} = @${name}`).join('');
  const columns = types.map((type, index) => `[c${index + 1}] ${type} NULL`).join(', ');
  return `EXEC sp_executesql @statement, @declarations${passed} WITH RESULT SETS ((${columns}))`;
}

function declarationOf({ type, precision, scale, sizeBytes }: Column): string | undefined {
  switch (type) {
    case 'Bit':
    case 'BitN':
      return 'bit';
    case 'TinyInt':
    case 'SmallInt':
    case 'Int':
    case 'BigInt':
    case 'IntN':
      return 'bigint';
    case 'SmallMoney':
    case 'Money':
    case 'MoneyN':
      return 'money';
    case 'Real':
    case 'Float':
    case 'FloatN':
      return sizeBytes === 4 || type === 'Real' ? 'real' : 'float';
    case 'Decimal':
    case 'DecimalN':
    case 'Numeric':
    case 'NumericN':
      return `decimal(${precision},${scale})`;
    case 'Char':
    case 'VarChar':
    case 'NChar':
    case 'NVarChar':
      return lengthOf(
        'nvarchar',
        type.startsWith('N') ? sizeBytes / 2 : sizeBytes,
        sizeBytes,
        4000,
      );
    case 'Binary':
    case 'VarBinary':
      return lengthOf('varbinary', sizeBytes, sizeBytes, 8000);
    case 'Text':
    case 'NText':
      return 'nvarchar(max)';
    case 'Image':
      return 'varbinary(max)';
    case 'Xml':
      return 'xml';
    case 'UniqueIdentifier':
      return 'uniqueidentifier';
    case 'Date':
      return 'date';
    case 'SmallDateTime':
    case 'DateTime':
    case 'DateTimeN':
      return sizeBytes === 4 || type === 'SmallDateTime' ? 'smalldatetime' : 'datetime';
    case 'Time':
      return `time(${scale})`;
    case 'DateTime2':
      return `datetime2(${scale})`;
    case 'DateTimeOffset':
      return `datetimeoffset(${scale})`;
    default:
      return undefined;
  }
}

function lengthOf(name: string, length: number, sizeBytes: number, longest: number): string {
  return sizeBytes >= MAX_LENGTH || length > longest
    ? `${name}(max)`
    : `${name}(${Math.max(length, 1)})`;
}
