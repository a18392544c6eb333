import type { ColumnInfo } from '#sdk';
import type { FoundTable } from '#sdk/sql';
import type { OracleConnection } from './open-connection.ts';
import { askRows } from './run-query.ts';

type ColumnRow = {
  readonly OWNER: string;
  readonly TABLE_NAME: string;
  readonly COLUMN_NAME: string;
  readonly DATA_TYPE: string;
  readonly DATA_LENGTH: number;
  readonly CHAR_LENGTH: number;
  readonly DATA_PRECISION: number | null;
  readonly DATA_SCALE: number | null;
  readonly NULLABLE: string;
  readonly IS_VIEW: number;
  readonly TABLE_COMMENT: string | null;
  readonly COMMENTS: string | null;
  readonly SESSION_USER: string;
};
type KeyRow = {
  readonly OWNER: string;
  readonly TABLE_NAME: string;
  readonly COLUMN_NAME: string;
  readonly CONSTRAINT_TYPE: string;
  readonly TARGET_OWNER: string | null;
  readonly TARGET_TABLE: string | null;
  readonly TARGET_COLUMN: string | null;
};

/** Oracle’s own schemas are no part of the plant. */
const OWN = `IN (SELECT USERNAME FROM ALL_USERS WHERE ORACLE_MAINTAINED = 'N')`;

const COUNT = `SELECT COUNT(*) AS TABLES FROM (
    SELECT OWNER, TABLE_NAME AS NAME FROM ALL_TABLES WHERE OWNER ${OWN}
    UNION ALL SELECT OWNER, VIEW_NAME AS NAME FROM ALL_VIEWS WHERE OWNER ${OWN})`;

const COLUMNS = `SELECT C.OWNER, C.TABLE_NAME, C.COLUMN_NAME, C.DATA_TYPE, C.DATA_LENGTH,
    C.CHAR_LENGTH, C.DATA_PRECISION, C.DATA_SCALE, C.NULLABLE,
    CASE WHEN V.VIEW_NAME IS NULL THEN 0 ELSE 1 END AS IS_VIEW,
    T.COMMENTS AS TABLE_COMMENT, K.COMMENTS AS COMMENTS,
    SYS_CONTEXT('USERENV', 'SESSION_USER') AS SESSION_USER
  FROM ALL_TAB_COLUMNS C
  LEFT JOIN ALL_VIEWS V ON V.OWNER = C.OWNER AND V.VIEW_NAME = C.TABLE_NAME
  LEFT JOIN ALL_TAB_COMMENTS T ON T.OWNER = C.OWNER AND T.TABLE_NAME = C.TABLE_NAME
  LEFT JOIN ALL_COL_COMMENTS K ON K.OWNER = C.OWNER AND K.TABLE_NAME = C.TABLE_NAME
    AND K.COLUMN_NAME = C.COLUMN_NAME
  WHERE C.OWNER ${OWN} ORDER BY C.OWNER, C.TABLE_NAME, C.COLUMN_ID`;

const KEYS = `SELECT O.OWNER, O.TABLE_NAME, O.COLUMN_NAME, K.CONSTRAINT_TYPE,
    R.OWNER AS TARGET_OWNER, R.TABLE_NAME AS TARGET_TABLE, R.COLUMN_NAME AS TARGET_COLUMN
  FROM ALL_CONSTRAINTS K
  JOIN ALL_CONS_COLUMNS O ON O.OWNER = K.OWNER AND O.CONSTRAINT_NAME = K.CONSTRAINT_NAME
  LEFT JOIN ALL_CONS_COLUMNS R ON R.OWNER = K.R_OWNER AND R.CONSTRAINT_NAME = K.R_CONSTRAINT_NAME
    AND R.POSITION = O.POSITION
  WHERE K.CONSTRAINT_TYPE IN ('P', 'R') AND K.OWNER ${OWN}`;

const SAMPLE_ROWS = 3;
const SAMPLE_CHARACTERS = 80;
const SHORT = /^(?:NUMBER|FLOAT|BINARY_|DATE|TIMESTAMP|INTERVAL|BOOLEAN)/;
const TEXT = /^(?:N?VARCHAR2|N?CHAR|N?CLOB)$/;
const BINARY = /^(?:BLOB|RAW|BFILE|LONG RAW)$/;

/** How many tables and views the account may read. */
export async function countReadable(connection: OracleConnection): Promise<number> {
  const [row] = await askRows<{ TABLES: number }>(connection, COUNT);
  return row?.TABLES ?? 0;
}

/** The tables and views that the account may read; those of others with their owner. */
export async function listTables(connection: OracleConnection): Promise<readonly FoundTable[]> {
  const rows = await askRows<ColumnRow>(connection, COLUMNS);
  const keys = Map.groupBy(await askRows<KeyRow>(connection, KEYS), placeOf);
  const tables = Map.groupBy(rows, ({ OWNER, TABLE_NAME }) => `${OWNER}.${TABLE_NAME}`);
  return [...tables.values()].map((columns) => {
    const [first] = columns;
    const user = first?.SESSION_USER ?? '';
    const name = nameOf(first?.OWNER ?? '', first?.TABLE_NAME ?? '', user);
    return {
      table: {
        name,
        ...(first?.TABLE_COMMENT && { comment: first.TABLE_COMMENT }),
        columns: columns.map((row) => toColumn(row, keys.get(placeOf(row)) ?? [], user)),
      },
      isView: first?.IS_VIEW === 1,
      sampleSql: `SELECT ${columns.map(sampleOf).join(', ')} FROM ${name} FETCH FIRST ${SAMPLE_ROWS} ROWS ONLY`,
    };
  });
}

function toColumn(row: ColumnRow, keys: readonly KeyRow[], user: string): ColumnInfo {
  const foreign = keys.find(({ CONSTRAINT_TYPE: type }) => type === 'R');
  const { TARGET_OWNER: owner, TARGET_TABLE: table, TARGET_COLUMN: column } = foreign ?? {};
  const references =
    owner && table && column
      ? { table: nameOf(owner, table, user), column: quoted(column) }
      : undefined;
  return {
    name: quoted(row.COLUMN_NAME),
    type: typeOf(row),
    nullable: row.NULLABLE === 'Y',
    ...(row.COMMENTS && { comment: row.COMMENTS }),
    ...(keys.some(({ CONSTRAINT_TYPE: type }) => type === 'P') && { isKey: true }),
    ...(references && { references }),
  };
}

function placeOf(row: Pick<KeyRow, 'OWNER' | 'TABLE_NAME' | 'COLUMN_NAME'>): string {
  return JSON.stringify([row.OWNER, row.TABLE_NAME, row.COLUMN_NAME]);
}

function nameOf(owner: string, table: string, user: string): string {
  return owner === user ? quoted(table) : `${quoted(owner)}.${quoted(table)}`;
}

/** As a query writes it: in quotes where it is no plain word. */
function quoted(name: string): string {
  return /^[A-Z][A-Z0-9_$#]*$/.test(name) && !RESERVED.has(name) ? name : `"${name}"`;
}

/** Words that Oracle keeps for itself (V$RESERVED_WORDS) and that columns are called all the same. */
const RESERVED = new Set(
  'ACCESS ALL ALTER AND ANY AS ASC AUDIT BETWEEN BY CHAR CHECK CLUSTER COLUMN COMMENT COMPRESS CONNECT CREATE CURRENT DATE DECIMAL DEFAULT DELETE DESC DISTINCT DROP ELSE EXCLUSIVE EXISTS FILE FLOAT FOR FROM GRANT GROUP HAVING IDENTIFIED IMMEDIATE IN INCREMENT INDEX INITIAL INSERT INTEGER INTERSECT INTO IS LEVEL LIKE LOCK LONG MAXEXTENTS MINUS MODE MODIFY NOAUDIT NOT NOWAIT NULL NUMBER OF OFFLINE ON ONLINE OPTION OR ORDER PCTFREE PRIOR PUBLIC RAW RENAME RESOURCE REVOKE ROW ROWID ROWNUM ROWS SELECT SESSION SET SHARE SIZE SMALLINT START SUCCESSFUL SYNONYM SYSDATE TABLE THEN TO TRIGGER UID UNION UNIQUE UPDATE USER VALIDATE VALUES VARCHAR VARCHAR2 VIEW WHENEVER WHERE WITH'.split(
    ' ',
  ),
);

/** As in CREATE TABLE. */
function typeOf(row: ColumnRow): string {
  const { DATA_TYPE: type, DATA_PRECISION: precision, DATA_SCALE: scale } = row;
  if (type === 'NUMBER' && precision !== null) {
    return scale ? `NUMBER(${precision},${scale})` : `NUMBER(${precision})`;
  }
  if (/^N?(?:VARCHAR2|CHAR)$/.test(type)) return `${type}(${row.CHAR_LENGTH || row.DATA_LENGTH})`;
  return type === 'RAW' ? `RAW(${row.DATA_LENGTH})` : type;
}

/** Numbers and times as they are; texts are cut where they are; what is of no use on a page is left out. */
function sampleOf({ COLUMN_NAME: column, DATA_TYPE: type }: ColumnRow): string {
  const name = `"${column}"`;
  if (SHORT.test(type)) return name;
  if (TEXT.test(type)) return `SUBSTR(${name}, 1, ${SAMPLE_CHARACTERS}) AS ${name}`;
  if (BINARY.test(type)) {
    return type === 'LONG RAW'
      ? `'(binary)' AS ${name}`
      : `CASE WHEN ${name} IS NULL THEN NULL ELSE '(binary)' END AS ${name}`;
  }
  return `NULL AS ${name}`;
}
