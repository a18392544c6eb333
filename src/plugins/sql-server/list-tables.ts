import type { ColumnInfo } from '#sdk';
import type { FoundTable } from '#sdk/sql';
import { askRows } from './ask.ts';
import type { SqlServerConnection } from './open-connection.ts';

type ColumnRow = {
  readonly schema: string;
  readonly table: string;
  readonly kind: string;
  readonly table_id: number;
  readonly table_comment: string | null;
  readonly number: number;
  readonly column: string;
  readonly type: string;
  readonly max_length: number;
  readonly precision: number;
  readonly scale: number;
  readonly is_nullable: boolean | number;
  readonly comment: string | null;
};
type KeyRow = { readonly table_id: number; readonly number: number };
type ReferenceRow = KeyRow & { readonly target_id: number; readonly target_number: number };

const NAME = `CONCAT(QUOTENAME(s.name), '.', QUOTENAME(o.name))`;
const OWN = `o.type IN ('U', 'V') AND o.is_ms_shipped = 0
    AND HAS_PERMS_BY_NAME(${NAME}, 'OBJECT', 'SELECT') = 1`;

const COUNT = `SELECT COUNT(*) AS tables FROM sys.objects o
  JOIN sys.schemas s ON s.schema_id = o.schema_id WHERE ${OWN}`;

/** A comment is the extended property that every tool of SQL Server uses for it. */
const COLUMNS = `SELECT s.name AS [schema], o.name AS [table], o.type AS kind,
    o.object_id AS table_id, CAST(tc.value AS nvarchar(1000)) AS table_comment,
    c.column_id AS number, c.name AS [column], t.name AS type,
    c.max_length, c.precision, c.scale, c.is_nullable,
    CAST(cc.value AS nvarchar(1000)) AS comment
  FROM sys.objects o
  JOIN sys.schemas s ON s.schema_id = o.schema_id
  JOIN sys.columns c ON c.object_id = o.object_id
  JOIN sys.types t ON t.user_type_id = c.user_type_id
  LEFT JOIN sys.extended_properties tc
    ON tc.class = 1 AND tc.major_id = o.object_id AND tc.minor_id = 0 AND tc.name = 'MS_Description'
  LEFT JOIN sys.extended_properties cc
    ON cc.class = 1 AND cc.major_id = o.object_id AND cc.minor_id = c.column_id
      AND cc.name = 'MS_Description'
  WHERE ${OWN} ORDER BY s.name, o.name, c.column_id`;

const KEYS = `SELECT i.object_id AS table_id, ic.column_id AS number
  FROM sys.indexes i
  JOIN sys.index_columns ic ON ic.object_id = i.object_id AND ic.index_id = i.index_id
  WHERE i.is_primary_key = 1`;

const REFERENCES = `SELECT parent_object_id AS table_id, parent_column_id AS number,
    referenced_object_id AS target_id, referenced_column_id AS target_number
  FROM sys.foreign_key_columns`;

const SAMPLE_ROWS = 3;
const SAMPLE_CHARACTERS = 80;
const SHORT =
  /int$|^(?:bit|decimal|numeric|money|smallmoney|float|real|date|time|uniqueidentifier)/;
const BINARY = /binary|^(?:image|rowversion|timestamp|geography|geometry|hierarchyid)$/;

/** How many tables and views the account may read. */
export async function countReadable(connection: SqlServerConnection): Promise<number> {
  const [row] = await askRows<{ tables: number }>(connection, COUNT);
  return row?.tables ?? 0;
}

/** The tables and views that the account may read; those outside `dbo` with their schema. */
export async function listTables(connection: SqlServerConnection): Promise<readonly FoundTable[]> {
  const rows = await askRows<ColumnRow>(connection, COLUMNS);
  const keys = await askRows<KeyRow>(connection, KEYS);
  const references = await askRows<ReferenceRow>(connection, REFERENCES);
  const keyed = new Set(keys.map(placeOf));
  const byPlace = new Map(rows.map((row) => [placeOf(row), row]));
  const targets = new Map(
    references.map((one) => [
      placeOf(one),
      placeOf({ table_id: one.target_id, number: one.target_number }),
    ]),
  );
  return [...Map.groupBy(rows, ({ table_id: id }) => id).values()].map((columns) => {
    const [first] = columns;
    const name = first ? nameOf(first) : '';
    return {
      table: {
        name,
        ...(first?.table_comment && { comment: first.table_comment }),
        columns: columns.map((row): ColumnInfo => {
          const target = byPlace.get(targets.get(placeOf(row)) ?? '');
          return {
            name: quoted(row.column),
            type: typeOf(row),
            nullable: Boolean(row.is_nullable),
            ...(row.comment && { comment: row.comment }),
            ...(keyed.has(placeOf(row)) && { isKey: true }),
            ...(target && { references: { table: nameOf(target), column: quoted(target.column) } }),
          };
        }),
      },
      isView: first?.kind.trim() === 'V',
      sampleSql: `SELECT TOP (${SAMPLE_ROWS}) ${columns.map(sampleOf).join(', ')} FROM ${name}`,
    };
  });
}

function placeOf({ table_id: id, number }: KeyRow): string {
  return `${id}.${number}`;
}

function nameOf({ schema, table }: Pick<ColumnRow, 'schema' | 'table'>): string {
  return schema === 'dbo' ? quoted(table) : `${quoted(schema)}.${quoted(table)}`;
}

/** As a query writes it: in brackets where it is no plain word. */
function quoted(name: string): string {
  return /^[a-z_][a-z0-9_]*$/i.test(name) && !RESERVED.has(name.toLowerCase())
    ? name
    : `[${name.replaceAll(']', ']]')}]`;
}

/** Words that columns of plants are called and that T-SQL keeps for itself. */
const RESERVED = new Set(
  'all and any as asc between by case check column constraint create cross current database default delete desc distinct drop else end exec exists external file for foreign from full function group having identity in index inner insert into is join key left like load merge not null of off on open option or order outer over percent plan primary print proc public read references return right rule save schema select session_user set shutdown some statistics system_user table then to top tran trigger union unique update use user values view when where while with'.split(
    ' ',
  ),
);

/** As in CREATE TABLE. */
function typeOf({ type, max_length: bytes, precision, scale }: ColumnRow): string {
  if (type === 'decimal' || type === 'numeric') return `${type}(${precision},${scale})`;
  if (/^(?:datetime2|datetimeoffset|time)$/.test(type)) return `${type}(${scale})`;
  if (!/char$|binary$/.test(type)) return type;
  if (bytes === -1) return `${type}(max)`;
  return `${type}(${type.startsWith('n') ? bytes / 2 : bytes})`;
}

/** Numbers, times and truth values as they are; whatever may be long is cut where it is, before it is sent. */
function sampleOf({ column, type }: ColumnRow): string {
  const name = `[${column.replaceAll(']', ']]')}]`;
  if (BINARY.test(type)) return `CASE WHEN ${name} IS NULL THEN NULL ELSE '(binary)' END`;
  if (SHORT.test(type)) return name;
  return `SUBSTRING(CAST(${name} AS nvarchar(max)), 1, ${SAMPLE_CHARACTERS})`;
}
