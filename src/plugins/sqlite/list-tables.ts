import type { ColumnInfo } from '#sdk';
import type { FoundTable } from '#sdk/sql';
import type { RawCell } from './child/messages.ts';

/** Asks in SQL; gives rows of cells. */
export type Ask = (
  sql: string,
  values?: readonly string[],
) => Promise<readonly (readonly RawCell[])[]>;

const OWN = `m.type IN ('table', 'view') AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\'`;
const NAMES = `SELECT m.name, m.type FROM sqlite_schema m WHERE ${OWN} ORDER BY m.name`;
/** Hidden columns of virtual tables are left out, generated ones are not. */
const COLUMNS = `SELECT name, type, "notnull", pk FROM pragma_table_xinfo(?)
  WHERE hidden <> 1 ORDER BY cid`;
const FOREIGN = `SELECT "from", "table", "to" FROM pragma_foreign_key_list(?)`;
const SAMPLE_CHARACTERS = 80;

/** Tables and views of the file. */
export async function countReadable(ask: Ask): Promise<number> {
  return (await ask(NAMES)).length;
}

/** The tables and views of the file, their names as a query writes them: quoted where that is needed. */
export async function listTables(ask: Ask): Promise<readonly FoundTable[]> {
  const found: FoundTable[] = [];
  for (const [name, type] of await ask(NAMES)) {
    // A view whose table is gone has no columns.
    const table = await readTable(ask, text(name)).catch(() => undefined);
    if (table && table.columns.length > 0) {
      const shown = table.columns.map(({ name: column }) => sampleOf(column)).join(', ');
      const sampleSql = `SELECT ${shown} FROM ${table.name} LIMIT 3`;
      found.push({ table, isView: type === 'view', sampleSql });
    }
  }
  return found;
}

async function readTable(ask: Ask, name: string): Promise<FoundTable['table']> {
  const columns = await ask(COLUMNS, [name]);
  const references = new Map(
    (await ask(FOREIGN, [name])).map(([from, table, to]) => [
      text(from),
      { table: quoteName(text(table)), column: to === null ? '' : quoteName(text(to)) },
    ]),
  );
  return {
    name: quoteName(name),
    columns: columns.map(([column, type, notNull, key]): ColumnInfo => {
      const target = references.get(text(column));
      return {
        name: quoteName(text(column)),
        type: text(type) || 'any',
        nullable: notNull === 0n && key === 0n,
        ...(key !== 0n && { isKey: true }),
        // Without a column it is the key of the other table.
        ...(target && target.column !== '' && { references: target }),
      };
    }),
  };
}

/** Whatever may be long is cut where it is, before it is sent. */
function sampleOf(name: string): string {
  return `CASE typeof(${name}) WHEN 'blob' THEN '(binary)' WHEN 'text'
    THEN substr(${name}, 1, ${SAMPLE_CHARACTERS}) ELSE ${name} END`;
}

const RESERVED = new Set(
  `abort add all alter and as asc autoincrement between by case check collate commit constraint create
  cross current_date current_time current_timestamp default deferrable delete desc distinct drop else
  escape except exists foreign from full glob group having if in index indexed inner insert intersect into
  is isnull join left like limit match natural not nothing notnull null on or order outer primary references regexp
  right rowid select set table then to transaction union unique update using values when where`.split(
    /\s+/,
  ),
);

function quoteName(name: string): string {
  const isPlain = /^[a-z_][a-z0-9_]*$/i.test(name) && !RESERVED.has(name.toLowerCase());
  return isPlain ? name : `"${name.replaceAll('"', '""')}"`;
}

function text(cell: RawCell | undefined): string {
  return typeof cell === 'string' ? cell : '';
}
