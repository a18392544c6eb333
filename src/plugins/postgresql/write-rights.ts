import { type Client, escapeIdentifier } from 'pg';
import type { WriteRights } from '#sdk/sql';

const READER = 'plantline_reader';
const NAMED_MAX = 3;
const SCHEMAS_MAX = 20;

/** Of roles, what lets one change things, and how that is said. */
const ROLE_RIGHTS = {
  rolsuper: 'it is a superuser',
  rolcreaterole: 'it may make accounts (CREATEROLE)',
  rolcreatedb: 'it may make databases (CREATEDB)',
  rolreplication: 'it may replicate (REPLICATION)',
} as const;

const ROLE = `SELECT rolname, rolsuper, rolcreaterole, rolcreatedb, rolreplication,
    current_database()::text AS database,
    has_database_privilege(current_database(), 'CREATE') AS makes_schemas,
    ARRAY(SELECT m.rolname::text FROM pg_roles m WHERE pg_has_role(r.oid, m.oid, 'USAGE')
      AND m.rolname IN ('pg_write_all_data', 'pg_write_server_files',
        'pg_execute_server_program', 'pg_maintain', 'pg_signal_backend') ORDER BY 1) AS groups
  FROM pg_roles r WHERE r.rolname = current_user`;

const NOT_SYSTEM = `n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'`;

const TABLES = `SELECT n.nspname::text AS schema, c.relname::text AS name,
    EXISTS (SELECT FROM aclexplode(c.relacl) g WHERE g.grantee = 0
      AND g.privilege_type IN ('INSERT', 'UPDATE', 'DELETE', 'TRUNCATE')) AS everybody
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'f') AND ${NOT_SYSTEM}
    AND has_schema_privilege(n.oid, 'USAGE')
    AND (has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE')
      OR has_any_column_privilege(c.oid, 'INSERT, UPDATE'))
  ORDER BY 1, 2`;

const SEQUENCES = `SELECT count(*)::int AS count
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE ${NOT_SYSTEM} AND has_schema_privilege(n.oid, 'USAGE')
    AND CASE WHEN c.relkind = 'S' THEN has_sequence_privilege(c.oid, 'USAGE, UPDATE') END`;

const SCHEMAS = `SELECT n.nspname::text AS name, has_schema_privilege(n.oid, 'CREATE') AS creates,
    EXISTS (SELECT FROM aclexplode(n.nspacl) g
      WHERE g.grantee = 0 AND g.privilege_type = 'CREATE') AS everybody,
    EXISTS (SELECT FROM pg_class c WHERE c.relnamespace = n.oid
      AND c.relkind IN ('r', 'p', 'v', 'm', 'f')) AS has_tables
  FROM pg_namespace n WHERE ${NOT_SYSTEM} AND has_schema_privilege(n.oid, 'USAGE') ORDER BY 1`;

type Role = { readonly [right in keyof typeof ROLE_RIGHTS]: boolean } & {
  readonly rolname: string;
  readonly database: string;
  readonly makes_schemas: boolean;
  readonly groups: readonly string[];
};
type WritableTable = {
  readonly schema: string;
  readonly name: string;
  readonly everybody: boolean;
};
type Schema = {
  readonly name: string;
  readonly creates: boolean;
  readonly everybody: boolean;
  readonly has_tables: boolean;
};

/** What the account could do besides reading, and the statements that make one of PostgreSQL that cannot. */
export async function findWriteRights(client: Client): Promise<WriteRights> {
  const [role] = (await client.query<Role>(ROLE)).rows;
  const tables = (await client.query<WritableTable>(TABLES)).rows;
  const schemas = (await client.query<Schema>(SCHEMAS)).rows;
  const [sequences] = (await client.query<{ count: number }>(SEQUENCES)).rows;
  if (!role) return { found: [], statements: [] };

  const rights = Object.keys(ROLE_RIGHTS) as (keyof typeof ROLE_RIGHTS)[];
  // A superuser has all the rest: listing it would only hide that.
  const found: string[] = role.rolsuper
    ? [ROLE_RIGHTS.rolsuper]
    : rights.filter((right) => role[right]).map((right) => ROLE_RIGHTS[right]);
  if (!role.rolsuper) {
    if (role.groups.length > 0) found.push(`it is a member of ${role.groups.join(', ')}`);
    if (tables.length > 0) found.push(`it may change ${listed(tables.map(tableName))}`);
    const creates = schemas.filter((schema) => schema.creates).map(({ name }) => name);
    if (creates.length > 0) found.push(`it may make tables in the schema ${listed(creates)}`);
    if (role.makes_schemas) found.push('it may make schemas (CREATE on the database)');
    if ((sequences?.count ?? 0) > 0) found.push(`it may advance ${sequences?.count} sequences`);
  }
  if (found.length === 0) return { found, statements: [] };
  return { found, statements: statementsFor(role, tables, schemas) };
}

function statementsFor(
  { rolname, database }: Role,
  tables: readonly WritableTable[],
  schemas: readonly Schema[],
): readonly string[] {
  const reader = escapeIdentifier(rolname === READER ? `${READER}_2` : READER);
  const used = schemas.filter((schema) => schema.has_tables).slice(0, SCHEMAS_MAX);
  return [
    `CREATE ROLE ${reader} LOGIN PASSWORD 'choose-a-password';`,
    `ALTER ROLE ${reader} SET default_transaction_read_only = on;`,
    `GRANT CONNECT ON DATABASE ${escapeIdentifier(database)} TO ${reader};`,
    ...used.flatMap(({ name }) => [
      `GRANT USAGE ON SCHEMA ${escapeIdentifier(name)} TO ${reader};`,
      `GRANT SELECT ON ALL TABLES IN SCHEMA ${escapeIdentifier(name)} TO ${reader};`,
    ]),
    // What everybody may do, this one may too.
    ...schemas
      .filter(({ everybody }) => everybody)
      .map(({ name }) => `REVOKE CREATE ON SCHEMA ${escapeIdentifier(name)} FROM PUBLIC;`),
    ...tables
      .filter(({ everybody }) => everybody)
      .slice(0, SCHEMAS_MAX)
      .map(
        (table) =>
          `REVOKE INSERT, UPDATE, DELETE, TRUNCATE ON TABLE ${tableName(table)} FROM PUBLIC;`,
      ),
  ];
}

function tableName({ schema, name }: WritableTable): string {
  return `${escapeIdentifier(schema)}.${escapeIdentifier(name)}`;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, NAMED_MAX).join(', ');
  const others = names.length - NAMED_MAX;
  return others > 0 ? `${shown} and ${others} more` : shown;
}
