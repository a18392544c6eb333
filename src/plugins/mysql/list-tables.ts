import type { ColumnInfo } from '#sdk';
import type { FoundTable } from '#sdk/sql';
import { quoteName } from './quote-name.ts';
import type { Row } from './run-setup.ts';

/** Asks in SQL, without values from outside. */
export type Ask = (sql: string) => Promise<readonly Row[]>;

const COUNT = `SELECT COUNT(*) AS count FROM information_schema.tables
  WHERE table_schema = DATABASE()`;

const TABLES = `SELECT table_name AS name, table_type AS kind, table_comment AS comment
  FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY table_name`;

/** Only columns that the account has some right on are told. */
const COLUMNS = `SELECT table_name AS table_name, column_name AS name, column_type AS type,
    data_type AS base, is_nullable AS nullable, column_key AS column_key,
    column_comment AS comment
  FROM information_schema.columns WHERE table_schema = DATABASE()
  ORDER BY table_name, ordinal_position`;

const FOREIGN = `SELECT table_name AS table_name, column_name AS name,
    referenced_table_name AS target, referenced_column_name AS target_column
  FROM information_schema.key_column_usage
  WHERE table_schema = DATABASE() AND referenced_table_schema = DATABASE()`;

const SAMPLE_CHARACTERS = 80;
const BINARY = /blob|binary|geometry|point|linestring|polygon|bit|vector/;
const TEXT = /char|text|json|enum|set/;

/** How many tables and views the account may read in this database. */
export async function countReadable(ask: Ask): Promise<number> {
  const [row] = await ask(COUNT);
  return Number(row?.['count'] ?? 0);
}

/** The tables and views of this database that the account may read, their names as a query writes them. */
export async function listTables(ask: Ask): Promise<readonly FoundTable[]> {
  const tables = await ask(TABLES);
  const columnsOf = Map.groupBy(await ask(COLUMNS), (row) => row['table_name']);
  const foreign = new Map(
    (await ask(FOREIGN)).map((row) => [
      JSON.stringify([row['table_name'], row['name']]),
      { table: quoteName(text(row['target'])), column: quoteName(text(row['target_column'])) },
    ]),
  );
  return tables.flatMap((row) => {
    const columns = columnsOf.get(row['name']) ?? [];
    if (columns.length === 0) return [];
    const name = quoteName(text(row['name']));
    const isView = row['kind'] !== 'BASE TABLE';
    // Of a view the server writes VIEW there.
    const comment = isView ? '' : text(row['comment']);
    return {
      table: {
        name,
        ...(comment !== '' && { comment }),
        columns: columns.map((column) => toColumn(column, foreign)),
      },
      isView,
      sampleSql: `SELECT ${columns.map(sampleOf).join(', ')} FROM ${name} LIMIT 3`,
    };
  });
}

function toColumn(
  row: Row,
  foreign: ReadonlyMap<string, NonNullable<ColumnInfo['references']>>,
): ColumnInfo {
  const references = foreign.get(JSON.stringify([row['table_name'], row['name']]));
  return {
    name: quoteName(text(row['name'])),
    type: text(row['type']),
    nullable: row['nullable'] === 'YES',
    ...(text(row['comment']) !== '' && { comment: text(row['comment']) }),
    ...(row['column_key'] === 'PRI' && { isKey: true }),
    ...(references && { references }),
  };
}

/** Whatever may be long is cut where it is, before it is sent. */
function sampleOf(row: Row): string {
  const name = quoteName(text(row['name']), true);
  const base = text(row['base']);
  if (BINARY.test(base)) return `IF(${name} IS NULL, NULL, '(binary)') AS ${name}`;
  return TEXT.test(base) ? `LEFT(${name}, ${SAMPLE_CHARACTERS}) AS ${name}` : name;
}

/** Some servers give the texts of their own tables as bytes. */
function text(value: unknown): string {
  if (Buffer.isBuffer(value)) return value.toString('utf8');
  return typeof value === 'string' ? value : '';
}
