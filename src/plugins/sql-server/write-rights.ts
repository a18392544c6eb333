import type { WriteRights } from '#sdk/sql';
import { askRows } from './ask.ts';
import type { SqlServerConnection } from './open-connection.ts';

const READER = 'plantline_reader';
const NAMED_MAX = 3;
const SCHEMAS_MAX = 20;

const ACCOUNT = `SELECT DB_NAME() AS [database], SUSER_SNAME() AS [user],
    IS_SRVROLEMEMBER('sysadmin') AS sysadmin, IS_ROLEMEMBER('db_owner') AS db_owner,
    HAS_PERMS_BY_NAME(NULL, NULL, 'CONTROL SERVER') AS control_server,
    HAS_PERMS_BY_NAME(DB_NAME(), 'DATABASE', 'INSERT') AS inserts,
    HAS_PERMS_BY_NAME(DB_NAME(), 'DATABASE', 'UPDATE') AS updates,
    HAS_PERMS_BY_NAME(DB_NAME(), 'DATABASE', 'DELETE') AS deletes,
    HAS_PERMS_BY_NAME(DB_NAME(), 'DATABASE', 'EXECUTE') AS executes,
    HAS_PERMS_BY_NAME(DB_NAME(), 'DATABASE', 'ALTER') AS alters`;

const NAME = `CONCAT(QUOTENAME(s.name), '.', QUOTENAME(o.name))`;
const TABLES = `SELECT ${NAME} AS name FROM sys.objects o
  JOIN sys.schemas s ON s.schema_id = o.schema_id
  WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0
    AND (HAS_PERMS_BY_NAME(${NAME}, 'OBJECT', 'INSERT') = 1
      OR HAS_PERMS_BY_NAME(${NAME}, 'OBJECT', 'UPDATE') = 1
      OR HAS_PERMS_BY_NAME(${NAME}, 'OBJECT', 'DELETE') = 1)
  ORDER BY s.name, o.name`;

const SCHEMAS = `SELECT DISTINCT s.name AS name FROM sys.objects o
  JOIN sys.schemas s ON s.schema_id = o.schema_id
  WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0 ORDER BY s.name`;

const DATABASE_RIGHTS = {
  inserts: 'INSERT',
  updates: 'UPDATE',
  deletes: 'DELETE',
  executes: 'EXECUTE',
  alters: 'ALTER',
} as const;

type Account = {
  readonly database: string;
  readonly user: string;
  readonly sysadmin: number | null;
  readonly db_owner: number | null;
  readonly control_server: number | null;
} & { readonly [right in keyof typeof DATABASE_RIGHTS]: number | null };

/** What the account could do besides reading, and the statements that make a log-in that cannot. */
export async function findWriteRights(connection: SqlServerConnection): Promise<WriteRights> {
  const [account] = await askRows<Account>(connection, ACCOUNT);
  if (!account) return { found: [], statements: [] };
  const found = await rightsOf(connection, account);
  if (found.length === 0) return { found, statements: [] };
  const schemas = await askRows<{ name: string }>(connection, SCHEMAS);
  return { found, statements: statementsFor(account, schemas) };
}

async function rightsOf(
  connection: SqlServerConnection,
  account: Account,
): Promise<readonly string[]> {
  // Who may do everything may do the rest: listing it would only hide that.
  if (account.sysadmin === 1) return ['it is a member of sysadmin'];
  if (account.control_server === 1) return ['it controls the server (CONTROL SERVER)'];
  if (account.db_owner === 1) return ['it is a member of db_owner'];
  const found: string[] = [];
  const everywhere = Object.entries(DATABASE_RIGHTS)
    .filter(([right]) => account[right as keyof typeof DATABASE_RIGHTS] === 1)
    .map(([, words]) => words);
  if (everywhere.length > 0) found.push(`it has ${everywhere.join(', ')} on the whole database`);
  const tables = await askRows<{ name: string }>(connection, TABLES);
  if (tables.length > 0) found.push(`it may change ${listed(tables.map(({ name }) => name))}`);
  return found;
}

function statementsFor(
  { database, user }: Account,
  schemas: readonly { readonly name: string }[],
): readonly string[] {
  const reader = user.toLowerCase() === READER ? `[${READER}_2]` : `[${READER}]`;
  return [
    `CREATE LOGIN ${reader} WITH PASSWORD = 'choose-a-password';`,
    `USE ${bracketed(database)};`,
    `CREATE USER ${reader} FOR LOGIN ${reader};`,
    ...schemas
      .slice(0, SCHEMAS_MAX)
      .map(({ name }) => `GRANT SELECT ON SCHEMA::${bracketed(name)} TO ${reader};`),
  ];
}

function bracketed(name: string): string {
  return `[${name.replaceAll(']', ']]')}]`;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, NAMED_MAX).join(', ');
  const others = names.length - NAMED_MAX;
  return others > 0 ? `${shown} and ${others} more` : shown;
}
