import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { describe, expect, onTestFinished, test } from 'vitest';
import { mysql } from '../src/plugins/mysql/index.ts';
import { postgresql } from '../src/plugins/postgresql/index.ts';
import { ENGINES } from './support/databases.ts';
import {
  createMariadbDatabase,
  HAS_MARIADB,
  MARIADB,
  onMariadb,
} from './support/mariadb-database.ts';
import { createPostgresDatabase } from './support/postgres-database.ts';
import { askSql, SQL_TOOLS } from './support/sql-tools.ts';

/** The statements that docs/sql.md gives for one database, with the names of a test. */
function recipe(dialect: string, database: string, account: string): readonly string[] {
  const page = readFileSync('docs/sql.md', 'utf8');
  const [, code = ''] = new RegExp(`^\`\`\`sql ${dialect}\\n(.*?)^\`\`\`$`, 'ms').exec(page) ?? [];
  const statements = code.trim().split('\n');
  expect(statements.length).toBeGreaterThan(1);
  return statements.map((statement) =>
    statement
      .replaceAll('plantline_reader', account)
      .replace('"plant"', `"${database}"`)
      .replace('`plant`', `\`${database.replaceAll('_', '\\_')}\``),
  );
}

const account = `doc_reader_${process.pid}`;
const READS_ONLY = { name: 'rights', ok: true, message: 'The account can only read.' };

describe('the statements of docs/sql.md make an account that can only read', () => {
  test.runIf(ENGINES.includes('postgresql'))('in PostgreSQL (needs PostgreSQL)', async () => {
    const made = await createPostgresDatabase();
    onTestFinished(() => made.drop());
    const { hostname: host, port, pathname } = new URL(made.url);
    const database = pathname.slice(1);
    const admin = new Client({ connectionString: made.url });
    await admin.connect();
    onTestFinished(() => admin.end());
    await admin.query('CREATE TABLE results (id int); INSERT INTO results VALUES (7)');
    for (const statement of recipe('postgresql', database, account)) await admin.query(statement);
    onTestFinished(async () => {
      await admin.query(`DROP OWNED BY ${account}; DROP ROLE ${account}`);
    });
    const config = {
      host,
      port: port || 5432,
      database,
      user: account,
      password: 'choose-a-password',
    };
    const source = await postgresql.connect(postgresql.config.parse(config), SQL_TOOLS);
    onTestFinished(() => source.close());
    expect((await askSql(source, 'SELECT id FROM results')).rows).toEqual([[7]]);
    expect(await source.check(AbortSignal.timeout(8_000))).toContainEqual(READS_ONLY);
  });

  test.runIf(HAS_MARIADB)('in MariaDB (needs MariaDB)', async () => {
    const { name: database, drop } = await createMariadbDatabase();
    onTestFinished(drop);
    await onMariadb(['CREATE TABLE results (id INT)', 'INSERT INTO results VALUES (7)'], database);
    await onMariadb(recipe('mysql', database, account));
    onTestFinished(async () => void (await onMariadb(`DROP USER '${account}'@'%'`)));
    const port = MARIADB.port || 3306;
    const config = {
      host: MARIADB.hostname,
      port,
      database,
      user: account,
      password: 'choose-a-password',
    };
    const source = await mysql.connect(mysql.config.parse(config), SQL_TOOLS);
    onTestFinished(() => source.close());
    expect((await askSql(source, 'SELECT id FROM results')).rows).toEqual([[7]]);
    expect(await source.check(AbortSignal.timeout(8_000))).toContainEqual(READS_ONLY);
  });
});
