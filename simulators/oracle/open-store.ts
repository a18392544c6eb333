import Database from 'better-sqlite3';
import { columnTypeOf } from './column-type.ts';
import type { ColumnType } from './column-type.ts';
import type { PlantTable } from './plant-tables.ts';

/** What the account of a log-in may do. */
export type Rights = 'read' | 'write' | 'owner' | 'dba';

export interface Store {
  readonly database: Database.Database;
  /** The type of a table’s column; undefined for the catalog’s. */
  typeOf(table: string | null, column: string | null): ColumnType | undefined;
}

type StoreOptions = {
  readonly tables: readonly PlantTable[];
  readonly user: string;
  readonly rights: Rights;
  readonly clock: () => Date;
};

/** What a function of SQLite is given and gives. */
type SqlValue = bigint | number | string | null | undefined;

const OWNER = 'PLANT';

/** Tables in SQLite’s memory, with as much of Oracle’s catalog and functions as is asked of this stand-in. */
export function openStore(options: StoreOptions): Store {
  const database = new Database(':memory:');
  database.defaultSafeIntegers(true);
  database.exec(`ATTACH DATABASE ':memory:' AS ${OWNER}`);
  const types = new Map<string, ColumnType>();
  for (const table of options.tables) {
    const names = table.columns.map(({ name }) => `"${name}"`);
    database.exec(`CREATE TABLE ${OWNER}."${table.name}" (${names.join(', ')})`);
    const insert = database.prepare(
      `INSERT INTO ${OWNER}."${table.name}" VALUES (${names.map(() => '?').join(', ')})`,
    );
    database.transaction(() => {
      for (const row of table.rows) insert.run(...row);
    })();
    for (const { name, type } of table.columns) {
      types.set(`${table.name}.${name}`, columnTypeOf(type));
    }
  }
  fillCatalog(database, options);
  addFunctions(database, options);
  return {
    database,
    typeOf: (table, column) => types.get(`${table ?? ''}.${column ?? ''}`.toUpperCase()),
  };
}

const CATALOG = `
  CREATE TABLE DUAL (DUMMY);
  INSERT INTO DUAL VALUES ('X');
  CREATE TABLE ALL_TABLES (OWNER, TABLE_NAME);
  CREATE TABLE ALL_VIEWS (OWNER, VIEW_NAME);
  CREATE TABLE ALL_TAB_COLUMNS (OWNER, TABLE_NAME, COLUMN_ID, COLUMN_NAME, DATA_TYPE, DATA_LENGTH, CHAR_LENGTH, DATA_PRECISION, DATA_SCALE, NULLABLE);
  CREATE TABLE ALL_TAB_COMMENTS (OWNER, TABLE_NAME, COMMENTS);
  CREATE TABLE ALL_COL_COMMENTS (OWNER, TABLE_NAME, COLUMN_NAME, COMMENTS);
  CREATE TABLE ALL_CONSTRAINTS (OWNER, CONSTRAINT_NAME, TABLE_NAME, CONSTRAINT_TYPE, R_OWNER, R_CONSTRAINT_NAME);
  CREATE TABLE ALL_CONS_COLUMNS (OWNER, CONSTRAINT_NAME, TABLE_NAME, COLUMN_NAME, POSITION);
  CREATE TABLE ALL_USERS (USERNAME, ORACLE_MAINTAINED);
  CREATE TABLE SESSION_PRIVS (PRIVILEGE);
  CREATE TABLE SESSION_ROLES (ROLE);
  CREATE TABLE USER_TABLES (TABLE_NAME);
  CREATE TABLE ALL_TAB_PRIVS (GRANTEE, TABLE_SCHEMA, TABLE_NAME, PRIVILEGE);
  CREATE TABLE PRODUCT_COMPONENT_VERSION (PRODUCT, VERSION_FULL);
  INSERT INTO PRODUCT_COMPONENT_VERSION VALUES ('Oracle Database 19c (stand-in)', '19.3.0.0.0');
  INSERT INTO SESSION_PRIVS VALUES ('CREATE SESSION');`;

function fillCatalog(database: Database.Database, { tables, user, rights }: StoreOptions): void {
  database.exec(CATALOG);
  const put = (table: string, ...values: readonly (bigint | string | null)[]): void => {
    database
      .prepare(`INSERT INTO ${table} VALUES (${values.map(() => '?').join(', ')})`)
      .run(...values);
  };
  put('ALL_USERS', OWNER, 'N');
  put('ALL_USERS', 'SYS', 'Y');
  put('ALL_USERS', user, 'N');
  for (const { name, comment, columns } of tables) {
    put('ALL_TABLES', OWNER, name);
    put('ALL_TAB_COMMENTS', OWNER, name, comment ?? null);
    columns.forEach((column, index) => {
      const [, type = '', first, second] =
        /^(\w+)(?:\((\d+)(?:,(\d+))?\))?/.exec(column.type) ?? [];
      const isNumber = type === 'NUMBER';
      const isMoment = type === 'TIMESTAMP';
      put(
        'ALL_TAB_COLUMNS',
        OWNER,
        name,
        BigInt(index + 1),
        column.name,
        isMoment ? column.type : type,
        BigInt(isNumber ? 22 : Number(first ?? 0)),
        BigInt(isNumber || isMoment ? 0 : Number(first ?? 0)),
        isNumber && first !== undefined ? BigInt(first) : null,
        isNumber && first !== undefined ? BigInt(second ?? 0) : null,
        column.isRequired ? 'N' : 'Y',
      );
      put('ALL_COL_COMMENTS', OWNER, name, column.name, column.comment ?? null);
      if (column.isKey)
        put('ALL_CONS_COLUMNS', OWNER, `PK_${name}`, name, column.name, BigInt(index + 1));
      if (!column.references) return;
      const constraint = `FK_${name}_${column.name}`;
      put('ALL_CONSTRAINTS', OWNER, constraint, name, 'R', OWNER, `PK_${column.references.table}`);
      put('ALL_CONS_COLUMNS', OWNER, constraint, name, column.name, 1n);
    });
    if (columns.some(({ isKey }) => isKey)) {
      put('ALL_CONSTRAINTS', OWNER, `PK_${name}`, name, 'P', null, null);
    }
  }
  put('ALL_TAB_PRIVS', user, OWNER, 'ALARMS', 'SELECT');
  if (rights === 'write') put('ALL_TAB_PRIVS', user, OWNER, 'ALARMS', 'UPDATE');
  if (rights === 'owner') put('USER_TABLES', 'ALARMS');
  if (rights === 'dba') {
    put('SESSION_ROLES', 'DBA');
    put('SESSION_PRIVS', 'INSERT ANY TABLE');
    put('SESSION_PRIVS', 'DROP ANY TABLE');
  }
}

function addFunctions(database: Database.Database, { user, clock }: StoreOptions): void {
  const add = (name: string, call: (...values: readonly SqlValue[]) => SqlValue): void => {
    database.function(name, { varargs: true }, (...values) => call(...(values as SqlValue[])));
  };
  const utc = (): string => clock().toISOString().slice(0, 23).replace('T', ' ');
  add('now_zoned', () => `${utc()}000 +00:00`);
  add('now_local', () => utc().slice(0, 19));
  add('user_name', () => user);
  add('SYS_CONTEXT', (_namespace, name) => (name === 'SESSION_USER' ? user : OWNER));
  add('NVL', (value, other) => value ?? other);
  add('TO_CHAR', (value) => (value === null || value === undefined ? null : String(value)));
}
