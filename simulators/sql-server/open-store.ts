import Database from 'better-sqlite3';
import { columnTypeOf } from './column-type.ts';
import type { ColumnType } from './column-type.ts';
import type { PlantTable } from './plant-tables.ts';

/** What the account of a log-in may do. */
export type Rights = 'read' | 'write' | 'owner' | 'sysadmin';

export interface Store {
  readonly database: Database.Database;
  /** The type of a table’s column; undefined for the catalog’s. */
  typeOf(table: string | null, column: string | null): ColumnType | undefined;
}

type StoreOptions = {
  readonly tables: readonly PlantTable[];
  readonly databaseName: string;
  readonly rights: () => Rights;
  readonly clock: () => Date;
  /** The zone that the server’s own clock shows. */
  readonly timeZone: string;
};

/** What a function of SQLite is given and gives. */
type SqlValue = bigint | number | string | null | undefined;

/** Tables in SQLite’s memory, with as much of SQL Server’s catalog and functions as is asked of this stand-in. */
export function openStore(options: StoreOptions): Store {
  const database = new Database(':memory:');
  database.defaultSafeIntegers(true);
  for (const schema of ['dbo', 'sys']) database.exec(`ATTACH DATABASE ':memory:' AS ${schema}`);
  const types = new Map<string, ColumnType>();
  for (const table of options.tables) {
    const names = table.columns.map(({ name }) => `"${name}"`);
    database.exec(`CREATE TABLE dbo."${table.name}" (${names.join(', ')})`);
    const insert = database.prepare(
      `INSERT INTO dbo."${table.name}" VALUES (${names.map(() => '?').join(', ')})`,
    );
    database.transaction(() => {
      for (const row of table.rows) insert.run(...row);
    })();
    for (const { name, type } of table.columns) {
      types.set(`${table.name}.${name}`.toLowerCase(), columnTypeOf(type));
    }
  }
  fillCatalog(database, options.tables);
  addFunctions(database, options);
  return {
    database,
    typeOf: (table, column) =>
      table === null || column === null ? undefined : types.get(`${table}.${column}`.toLowerCase()),
  };
}

const CATALOG = `
  CREATE TABLE sys.schemas (schema_id, name);
  CREATE TABLE sys.objects (object_id, name, schema_id, type, is_ms_shipped);
  CREATE TABLE sys.columns (object_id, column_id, name, user_type_id, max_length, precision, scale, is_nullable);
  CREATE TABLE sys.types (user_type_id, name);
  CREATE TABLE sys.extended_properties (class, major_id, minor_id, name, value);
  CREATE TABLE sys.indexes (object_id, index_id, is_primary_key);
  CREATE TABLE sys.index_columns (object_id, index_id, column_id);
  CREATE TABLE sys.foreign_key_columns (parent_object_id, parent_column_id, referenced_object_id, referenced_column_id);
  INSERT INTO sys.schemas VALUES (1, 'dbo');`;

const FIRST_OBJECT_ID = 1000;

function fillCatalog(database: Database.Database, tables: readonly PlantTable[]): void {
  database.exec(CATALOG);
  const put = (table: string, ...values: readonly (bigint | number | string | null)[]): void => {
    const places = values.map(() => '?').join(', ');
    const integers = values.map((value) => (typeof value === 'number' ? BigInt(value) : value));
    database.prepare(`INSERT INTO sys.${table} VALUES (${places})`).run(...integers);
  };
  const typeIds = new Map<string, number>();
  const idOf = (name: string): number => FIRST_OBJECT_ID + tables.findIndex((t) => t.name === name);
  for (const { name, comment, columns } of tables) {
    const id = idOf(name);
    put('objects', id, name, 1, 'U', 0);
    if (comment !== undefined) put('extended_properties', 1, id, 0, 'MS_Description', comment);
    put('indexes', id, 1, columns.some(({ isKey }) => isKey) ? 1 : 0);
    columns.forEach((column, index) => {
      const [, type = '', first, second] =
        /^(\w+)(?:\((max|\d+)(?:,(\d+))?\))?$/.exec(column.type) ?? [];
      if (!typeIds.has(type)) {
        typeIds.set(type, typeIds.size + 1);
        put('types', typeIds.size, type);
      }
      const isDecimal = type === 'decimal' || type === 'numeric';
      const length = first === 'max' ? -1 : Number(first ?? 0) * (type.startsWith('n') ? 2 : 1);
      const scale = isDecimal ? Number(second ?? 0) : first === 'max' ? 0 : Number(first ?? 7);
      const nullable = column.isRequired ? 0 : 1;
      const typeId = typeIds.get(type) ?? 0;
      const precision = isDecimal ? Number(first ?? 18) : 0;
      put('columns', id, index + 1, column.name, typeId, length, precision, scale, nullable);
      if (column.comment !== undefined) {
        put('extended_properties', 1, id, index + 1, 'MS_Description', column.comment);
      }
      if (column.isKey) put('index_columns', id, 1, index + 1);
      const { references } = column;
      if (references === undefined) return;
      const other = tables.find((table) => table.name === references.table);
      const position = other?.columns.findIndex((one) => one.name === references.column) ?? -1;
      put('foreign_key_columns', id, index + 1, idOf(references.table), position + 1);
    });
  }
}

const WRITES = new Set(['INSERT', 'UPDATE', 'DELETE']);

function addFunctions(database: Database.Database, options: StoreOptions): void {
  const add = (name: string, call: (...values: readonly SqlValue[]) => SqlValue): void => {
    database.function(name, { varargs: true }, (...values) => call(...(values as SqlValue[])));
  };
  const local = (): string => localText(options.clock(), options.timeZone);
  const utc = (): string => localText(options.clock(), 'UTC');
  add('GETDATE', local);
  add('SYSDATETIME', local);
  add('GETUTCDATE', utc);
  add('SYSUTCDATETIME', utc);
  add('SYSDATETIMEOFFSET', () => `${utc()} +00:00`);
  add('DB_NAME', () => options.databaseName);
  add('SUSER_SNAME', () => 'plantline');
  add('QUOTENAME', (name) => `[${String(name)}]`);
  add('LEN', (text) => (text === null ? null : BigInt(String(text).trimEnd().length)));
  add('server_version', () => 'Microsoft SQL Server 2022 (stand-in)\n\tof tests');
  add('IS_SRVROLEMEMBER', () => (options.rights() === 'sysadmin' ? 1n : 0n));
  add('IS_ROLEMEMBER', () => (options.rights() === 'owner' ? 1n : 0n));
  add('HAS_PERMS_BY_NAME', (object, _kind, right) => {
    const rights = options.rights();
    if (rights === 'sysadmin' || right === 'SELECT') return 1n;
    if (object === null) return 0n;
    if (rights === 'owner') return 1n;
    return rights === 'write' && WRITES.has(String(right)) && String(object).includes('alarms')
      ? 1n
      : 0n;
  });
  add('DATEADD', (unit, count, from) => {
    const unitMs = UNIT_MS[String(unit).toLowerCase()];
    if (unitMs === undefined) throw new Error(`DATEADD of ${String(unit)}`);
    const text = String(from);
    const ms = Date.parse(`${text.slice(0, 23).replace(' ', 'T')}Z`) + Number(count) * unitMs;
    return `${new Date(ms).toISOString().slice(0, 23).replace('T', ' ')}0000${text.slice(27)}`;
  });
}

const UNIT_MS: Readonly<Record<string, number>> = {
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};

/** `YYYY-MM-DD HH:MM:SS.fffffff` as a clock of the zone shows it. */
function localText(instant: Date, timeZone: string): string {
  const text = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(instant);
  return `${text}.${String(instant.getUTCMilliseconds()).padStart(3, '0')}0000`;
}
