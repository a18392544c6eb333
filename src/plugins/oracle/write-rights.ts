import type { WriteRights } from '#sdk/sql';
import type { OracleConnection } from './open-connection.ts';
import { askRows } from './run-query.ts';

const READER = 'PLANTLINE_READER';
const NAMED_MAX = 3;
const TABLES_MAX = 30;

const OWN = `IN (SELECT USERNAME FROM ALL_USERS WHERE ORACLE_MAINTAINED = 'N')`;
const ACCOUNT = `SELECT SYS_CONTEXT('USERENV', 'SESSION_USER') AS ACCOUNT FROM DUAL`;
const ROLES = `SELECT ROLE FROM SESSION_ROLES WHERE ROLE IN ('DBA', 'IMP_FULL_DATABASE', 'DATAPUMP_IMP_FULL_DATABASE')`;
const PRIVILEGES = 'SELECT PRIVILEGE FROM SESSION_PRIVS ORDER BY PRIVILEGE';
const OWNED = 'SELECT COUNT(*) AS TABLES FROM USER_TABLES';
const GRANTED = `SELECT DISTINCT TABLE_SCHEMA, TABLE_NAME FROM ALL_TAB_PRIVS
  WHERE PRIVILEGE IN ('INSERT', 'UPDATE', 'DELETE', 'ALTER') AND TABLE_SCHEMA ${OWN}
    AND (GRANTEE = SYS_CONTEXT('USERENV', 'SESSION_USER') OR GRANTEE = 'PUBLIC'
      OR GRANTEE IN (SELECT ROLE FROM SESSION_ROLES))
  ORDER BY TABLE_SCHEMA, TABLE_NAME`;
const TABLES = `SELECT OWNER, TABLE_NAME FROM ALL_TABLES WHERE OWNER ${OWN}
  ORDER BY OWNER, TABLE_NAME FETCH FIRST ${TABLES_MAX + 1} ROWS ONLY`;

/** System privileges that change something, by their words. */
const CHANGES =
  /\b(?:INSERT|UPDATE|DELETE|DROP|ALTER|EXECUTE|CREATE|GRANT|BECOME|IMPORT|MANAGE|ADMINISTER|TRUNCATE|UNLIMITED|WRITE)\b/;
/** Every account has to have, or cannot do harm with, these. */
const HARMLESS = new Set(['CREATE SESSION', 'ALTER SESSION']);

/** What the account could do besides reading, and the statements that make a user that cannot. */
export async function findWriteRights(connection: OracleConnection): Promise<WriteRights> {
  const found = await rightsOf(connection);
  if (found.length === 0) return { found, statements: [] };
  const [account] = await askRows<{ ACCOUNT: string }>(connection, ACCOUNT);
  const tables = await askRows<{ OWNER: string; TABLE_NAME: string }>(connection, TABLES);
  const reader = account?.ACCOUNT === READER ? `${READER}_2` : READER;
  return {
    found,
    statements: [
      `CREATE USER ${reader} IDENTIFIED BY "choose-a-password";`,
      `GRANT CREATE SESSION TO ${reader};`,
      // READ, unlike SELECT, does not let anybody lock rows.
      ...tables
        .slice(0, TABLES_MAX)
        .map((table) => `GRANT READ ON ${tableName(table.OWNER, table.TABLE_NAME)} TO ${reader};`),
    ],
  };
}

async function rightsOf(connection: OracleConnection): Promise<readonly string[]> {
  const roles = await askRows<{ ROLE: string }>(connection, ROLES);
  // Who may do everything may do the rest: listing it would only hide that.
  if (roles.length > 0) return [`it has the role ${roles.map(({ ROLE }) => ROLE).join(', ')}`];
  const found: string[] = [];
  const privileges = (await askRows<{ PRIVILEGE: string }>(connection, PRIVILEGES))
    .map(({ PRIVILEGE }) => PRIVILEGE)
    .filter((one) => CHANGES.test(one) && !HARMLESS.has(one));
  if (privileges.length > 0) found.push(`it has the privilege ${listed(privileges)}`);
  const [owned] = await askRows<{ TABLES: number }>(connection, OWNED);
  const count = owned?.TABLES ?? 0;
  if (count > 0) found.push(`it owns ${count === 1 ? 'a table' : `${count} tables`}`);
  const granted = await askRows<{ TABLE_SCHEMA: string; TABLE_NAME: string }>(connection, GRANTED);
  if (granted.length > 0) {
    found.push(
      `it may change ${listed(granted.map((one) => tableName(one.TABLE_SCHEMA, one.TABLE_NAME)))}`,
    );
  }
  return found;
}

function tableName(owner: string, table: string): string {
  const quoted = (name: string): string => (/^[A-Z][A-Z0-9_$#]*$/.test(name) ? name : `"${name}"`);
  return `${quoted(owner)}.${quoted(table)}`;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, NAMED_MAX).join(', ');
  const others = names.length - NAMED_MAX;
  return others > 0 ? `${shown} and ${others} more` : shown;
}
