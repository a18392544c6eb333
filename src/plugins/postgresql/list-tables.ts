import type { Client } from 'pg';
import type { ColumnInfo } from '#sdk';
import type { FoundTable } from '#sdk/sql';

type ColumnRow = {
  readonly table_id: number;
  readonly name: string;
  readonly is_view: boolean;
  readonly table_comment: string | null;
  readonly number: number;
  readonly column: string;
  readonly type: string;
  readonly type_id: number;
  readonly nullable: boolean;
  readonly comment: string | null;
};
type KeyRow = {
  readonly kind: 'p' | 'f';
  readonly table_id: number;
  readonly columns: readonly number[];
  readonly target_id: number;
  readonly target_columns: readonly number[] | null;
};

/** What a table of the plant is: none of the server's own, none that is a part of another. */
const OWN = `c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT c.relispartition
  AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
  AND has_schema_privilege(n.oid, 'USAGE')`;

const COLUMNS = `SELECT c.oid::int8::float8 AS table_id,
    CASE WHEN pg_table_is_visible(c.oid) THEN quote_ident(c.relname)
      ELSE quote_ident(n.nspname) || '.' || quote_ident(c.relname) END AS name,
    c.relkind IN ('v', 'm') AS is_view,
    obj_description(c.oid, 'pg_class') AS table_comment,
    a.attnum::int AS number,
    quote_ident(a.attname) AS "column",
    format_type(a.atttypid, a.atttypmod) AS type,
    a.atttypid::int8::float8 AS type_id,
    NOT a.attnotnull AS nullable,
    col_description(c.oid, a.attnum) AS comment
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE ${OWN} AND has_column_privilege(c.oid, a.attnum, 'SELECT')
  ORDER BY pg_table_is_visible(c.oid) DESC, n.nspname, c.relname, a.attnum`;

const KEYS = `SELECT k.contype AS kind, k.conrelid::int8::float8 AS table_id,
    k.conkey::int[] AS columns, k.confrelid::int8::float8 AS target_id,
    k.confkey::int[] AS target_columns
  FROM pg_constraint k
  JOIN pg_class c ON c.oid = k.conrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE k.contype IN ('p', 'f') AND ${OWN}`;

const SAMPLE_CHARACTERS = 80;
const BYTEA = 17;

/** How many tables and views the account may read, in part at least. */
export async function countReadable(client: Client): Promise<number> {
  const { rows } = await client.query<{ count: string }>(
    `SELECT count(*) AS count FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE ${OWN} AND has_any_column_privilege(c.oid, 'SELECT')`,
  );
  return Number(rows[0]?.count ?? 0);
}

/** The tables and views that the account may read, their names as a query writes them: quoted where that is needed. */
export async function listTables(client: Client): Promise<readonly FoundTable[]> {
  const { rows } = await client.query<ColumnRow>(COLUMNS);
  const keys = (await client.query<KeyRow>(KEYS)).rows;
  const tables = Map.groupBy(rows, ({ table_id: id }) => id);
  const nameOf = (id: number, column: number): { table: string; column: string } | undefined => {
    const found = tables.get(id)?.find(({ number }) => number === column);
    return found && { table: found.name, column: found.column };
  };
  const keysOf = Map.groupBy(keys, ({ table_id: id }) => id);

  return [...tables].map(([id, columns]) => {
    const own = keysOf.get(id) ?? [];
    const [first] = columns;
    const name = first?.name ?? '';
    return {
      table: {
        name,
        ...(first?.table_comment && { comment: first.table_comment }),
        columns: columns.map((column) => toColumn(column, own, nameOf)),
      },
      isView: first?.is_view ?? false,
      sampleSql: `SELECT ${columns.map(sampleOf).join(', ')} FROM ${name} LIMIT 3`,
    };
  });
}

function toColumn(
  row: ColumnRow,
  keys: readonly KeyRow[],
  nameOf: (id: number, column: number) => { table: string; column: string } | undefined,
): ColumnInfo {
  const isKey = keys.some(({ kind, columns }) => kind === 'p' && columns.includes(row.number));
  const foreign = keys.find(({ kind, columns }) => kind === 'f' && columns.includes(row.number));
  const target = foreign?.target_columns?.[foreign.columns.indexOf(row.number)];
  const references =
    foreign && target !== undefined ? nameOf(foreign.target_id, target) : undefined;
  return {
    name: row.column,
    type: row.type,
    nullable: row.nullable,
    ...(row.comment && { comment: row.comment }),
    ...(isKey && { isKey }),
    ...(references && { references }),
  };
}

/** Numbers, times and truth values as they are; whatever may be long is cut where it is, before it is sent. */
function sampleOf({ column, type_id: typeId, type }: ColumnRow): string {
  if (typeId === BYTEA) return `CASE WHEN ${column} IS NULL THEN NULL ELSE '(binary)' END`;
  const isShort = /^(?:smallint|integer|bigint|numeric|real|double|boolean|date|time|oid)/.test(
    type,
  );
  if (isShort && !type.endsWith('[]')) return column;
  return `left(${column}::text, ${SAMPLE_CHARACTERS})`;
}
